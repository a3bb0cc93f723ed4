using Registry.Cli.Output;
using Registry.Core.Proposals;
using Registry.GitHub.Errors;

namespace Registry.Cli.PullRequests;

/// <summary>The one comment of a pull request in which a validation says what a merge would do.</summary>
internal static class PullRequestComment
{
    /// <summary>Writes the comment, or brings it up to date. That it cannot be written changes nothing of what was found.</summary>
    public static async Task SetAsync(GitHubConnection gitHub, int number, string text, IOutput output, CancellationToken cancellationToken)
    {
        try
        {
            await gitHub.Client.Comments.SetAsync(gitHub.Repository, number, ChangeText.Marker, text, author: null, cancellationToken);
        }
        catch (GitHubException error)
        {
            output.Warn($"no comment: {error.Message}");
        }
    }
}
