using Registry.GitHub.Errors;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Organizations;

/// <summary>Teams of organisations.</summary>
public sealed class TeamClient
{
    private readonly GitHubApi _api;

    internal TeamClient(GitHubApi api) => _api = api;

    /// <summary>Whether a person is an active member of a team. <c>GET /orgs/{org}/teams/{team_slug}/memberships/{username}</c></summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="team">The team's name in addresses.</param>
    /// <param name="login">The person.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False also when the credentials may not see the team, which GitHub does not tell apart.</returns>
    /// <exception cref="GitHubException">GitHub does not answer.</exception>
    public async Task<bool> IsMemberAsync(string organization, string team, string login, CancellationToken cancellationToken)
    {
        try
        {
            return await _api.FindAsync($"orgs/{organization}/teams/{team}/memberships/{login}", GitHubJson.Default.TeamMembership, cancellationToken) is { State: "active" };
        }
        catch (GitHubException error) when (error.Kind == GitHubErrorKind.Forbidden)
        {
            return false;
        }
    }
}

/// <summary>A membership of a team.</summary>
/// <param name="State"><c>active</c>, or <c>pending</c> until the person accepts.</param>
internal sealed record TeamMembership(string State);
