using Registry.Core.Channels;
using Registry.Core.Rules;
using Registry.GitHub.PullRequests;

namespace Registry.Cli.PullRequests;

/// <summary>Who stands for a pull request: its author, and those whose approval of its newest commit still counts.</summary>
internal static class Reviewers
{
    /// <summary>Asks GitHub.</summary>
    /// <param name="gitHub">The GitHub of the registry.</param>
    /// <param name="number">The pull request.</param>
    /// <param name="wanted">The teams that policies name: only of these is asked who is a member.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RegistryException">There is no such pull request.</exception>
    public static Task<IReadOnlyCollection<Principal>> FindAsync(GitHubConnection gitHub, int number, IReadOnlyCollection<Principal> wanted, CancellationToken cancellationToken) =>
        GitHubConnection.AskAsync(() => AskAsync(gitHub, number, wanted, cancellationToken));

    private static async Task<IReadOnlyCollection<Principal>> AskAsync(GitHubConnection gitHub, int number, IReadOnlyCollection<Principal> wanted, CancellationToken cancellationToken)
    {
        var requests = gitHub.Client.PullRequests;
        var request = await requests.FindAsync(gitHub.Repository, number, cancellationToken)
            ?? throw new RegistryException(RegistryRules.GitHubFailed, $"{gitHub.Repository} has no pull request {number} that the token may see");
        HashSet<string> logins = new(StringComparer.OrdinalIgnoreCase);
        // A commit that was pushed after an approval was not looked at.
        await foreach (var review in requests.ListReviewsAsync(gitHub.Repository, number, cancellationToken)) Count(review, request.Head.Sha, logins);
        if (request.User is { } author) logins.Add(author.Login);

        List<Principal> people = [];
        foreach (var login in logins)
            if (Principal.TryParse($"@{login}", out var person))
                people.Add(person);
        foreach (var team in wanted.Where(principal => principal.IsTeam).Distinct())
            if (await HasMemberAsync(gitHub, team, logins, cancellationToken))
                people.Add(team);
        return people;
    }

    /// <summary>The last word of a reviewer counts; a mere comment takes nothing back.</summary>
    private static void Count(Review review, string head, HashSet<string> logins)
    {
        if (review.User is not { } user) return;
        if (review.State == "APPROVED" && review.CommitId == head) logins.Add(user.Login);
        else if (review.State is "CHANGES_REQUESTED" or "DISMISSED") logins.Remove(user.Login);
    }

    private static async Task<bool> HasMemberAsync(GitHubConnection gitHub, Principal team, IEnumerable<string> logins, CancellationToken cancellationToken)
    {
        if (team.ToString()[1..].Split('/') is not [var organization, var name]) return false;
        foreach (var login in logins)
            if (await gitHub.Client.Teams.IsMemberAsync(organization, name, login, cancellationToken))
                return true;
        return false;
    }
}
