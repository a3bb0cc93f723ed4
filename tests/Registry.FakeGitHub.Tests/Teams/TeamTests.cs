using Registry.FakeGitHub.Access;

namespace Registry.FakeGitHub.Tests.Teams;

public sealed class TeamTests : GitHubFixture
{
    [Fact]
    public async Task AMemberIsFoundWhateverTheCapitals()
    {
        GitHub.AddTeamMember("acme", "release-managers", "alice");
        GitHub.AddTeamMember("acme", "release-managers", "bob", isPending: true);
        Token = GitHub.CreateToken("members: read");

        Assert.Equal((200, "active"), ((await AskAsync("alice")).Status, (await AskAsync("Alice"))["state"]));
        Assert.Equal("pending", (await AskAsync("bob"))["state"]);
        Assert.Equal(404, (await AskAsync("carol")).Status);
        Assert.Equal(404, (await AskAsync("alice", "testers")).Status);

        GitHub.RemoveTeamMember("acme", "release-managers", "alice");

        Assert.Equal(404, (await AskAsync("alice")).Status);
    }

    [Fact]
    public async Task OnlyWhoMayReadMembersIsTold()
    {
        GitHub.AddTeamMember("acme", "release-managers", "alice");

        var refused = await AskAsync("alice");

        Assert.Equal((403, "members=read"), (refused.Status, refused.Headers["X-Accepted-GitHub-Permissions"]));
        Token = GitHub.CreateToken(TokenKind.Workflow, "github-actions[bot]", "members: read");
        Assert.Equal(403, (await AskAsync("alice")).Status);
        Token = "";
        Assert.Equal(401, (await AskAsync("alice")).Status);
    }

    private Task<Reply> AskAsync(string login, string team = "release-managers") => GetAsync($"/orgs/acme/teams/{team}/memberships/{login}");
}
