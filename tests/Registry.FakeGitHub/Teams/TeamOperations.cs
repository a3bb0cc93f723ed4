using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Teams;

/// <summary>Teams of organizations.</summary>
internal sealed class TeamOperations(TeamMembers members)
{
    public void Register(Routes routes) => routes.Add("teams/get-membership-for-user-in-org", Requirement.Read("members"), Get);

    private Answer Get(Call call)
    {
        var (organization, team, login) = (call.Path["org"], call.Path["team_slug"], call.Path["username"]);
        return members.State(organization, team, login) is { } state
            ? Answer.Ok(new JsonObject
            {
                ["url"] = $"{call.Origins.Api}/orgs/{organization}/teams/{team}/memberships/{login}", ["role"] = "member", ["state"] = state,
            })
            : throw Refusal.NotFound();
    }
}
