using Registry.Core.Inbox;
using Registry.Core.Rules;
using Registry.Git.Objects;

namespace Registry.Git.Transport;

/// <content>The inbox: branches of others, looked at together and fetched together.</content>
internal sealed partial class RemoteRepository
{
    /// <summary>Where the cache keeps the remote's inbox: not among its branches, and with those removed that the remote has no longer.</summary>
    public const string InboxRefs = "refs/registry/inbox/";

    private const string Inbox = $"refs/heads/{InboxBranch.Folder}/";

    /// <summary>Looks, in one exchange, where a branch is and whether the inbox has anything in it.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task<(GitObjectId Tip, bool IsAnyWaiting)> LookAsync(string branch, CancellationToken cancellationToken)
    {
        RequireOnline();
        var tips = await ListAsync(["--heads", Origin, branch, Inbox + "*"], cancellationToken);
        return (tips.GetValueOrDefault(branch), tips.Keys.Any(name => name.StartsWith(Inbox, StringComparison.Ordinal)));
    }

    /// <summary>Brings the cache's copy of the inbox to the remote's: of each branch its newest commit and the one before it, without what is in them.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or the cache is broken.</exception>
    public Task FetchInboxAsync(CancellationToken cancellationToken) =>
        FetchAsync([$"+{Inbox}*:{InboxRefs}*"], cancellationToken, ["--prune", "--filter=tree:0", .. TwoCommits]);

    /// <summary>Fetches folders from the root down to the namespaces.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public Task FetchUpperFoldersAsync(IReadOnlyCollection<GitObjectId> roots, CancellationToken cancellationToken) => FetchObjectsAsync(Named(roots), cancellationToken, FirstFilter);

    /// <summary>Fetches contents, or folders with all that are below them.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public Task FetchObjectsAsync(IReadOnlyCollection<GitObjectId> objects, CancellationToken cancellationToken) => FetchObjectsAsync(Named(objects), cancellationToken);

    private static IAsyncEnumerable<string> Named(IEnumerable<GitObjectId> objects) => objects.Select(id => id.ToString()).ToAsyncEnumerable();
}
