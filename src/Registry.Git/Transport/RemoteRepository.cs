using System.Runtime.CompilerServices;
using System.Text;
using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Transport;

/// <summary>
/// The cache of a remote registry, and the way to the remote. What the cache lacks, git fetches when it is read: a tree with all
/// trees below it, a content alone. What reads much fetches it at once before.
/// </summary>
internal sealed partial class RemoteRepository(GitRepository cache, string address, GitRegistryStoreOptions options)
{
    /// <summary>
    /// What a cache begins with: <c>registry.yaml</c> and the folders down to the namespaces, which name all entities. An entity's
    /// own folders come in one fetch when it is read, so a first use does not depend on how many others there are.
    /// </summary>
    public const string FirstFilter = "tree:3";

    /// <summary>All folders. A cache gets them with the history, which git cannot search for a path without.</summary>
    private const string AllTrees = "blob:none";

    /// <summary>Of an entity: the files of it and of its channels, and no folder is deeper than the months.</summary>
    private const string EntityFilter = "tree:3";

    private const string Origin = "origin";
    private const string FilterKey = $"remote.{Origin}.partialclonefilter";
    private const int MostTries = 6;

    // Without a filter here, git takes the one that the cache was cloned with or has got since.
    private static readonly string[] s_fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];

    /// <summary>The bare clone.</summary>
    public GitRepository Cache => cache;

    /// <summary>Brings a branch of the cache to the remote's.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or the cache is broken.</exception>
    public Task FetchAsync(string branch, CancellationToken cancellationToken) => FetchOrForgetAsync(branch, [], cancellationToken);

    private async Task FetchOrForgetAsync(string branch, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var output = await TryFetchAsync([$"+{branch}:{branch}"], cancellationToken, arguments);
        if (output.Succeeded) return;
        if (!output.Error.Contains("couldn't find remote ref", StringComparison.Ordinal)) throw await FailureAsync(output, cancellationToken);
        // The remote has no such branch, or no commit at all.
        await cache.RunAsync(["update-ref", "-d", branch], cancellationToken);
    }

    /// <summary>Whether the cache lacks the history.</summary>
    public bool IsShallow => File.Exists(Path.Combine(cache.Directory, "shallow"));

    // In a cache with the whole history, a depth would cut it.
    private string[] TwoCommits => IsShallow ? ["--depth=2"] : [];

    /// <summary>Brings the branch of a proposal to the remote's: its one commit, and the one that it was made on.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or the cache is broken.</exception>
    public Task FetchProposalAsync(string branch, CancellationToken cancellationToken) => FetchOrForgetAsync(branch, TwoCommits, cancellationToken);

    /// <summary>Fetches the history that the clone left out, with all its folders, and with <paramref name="everything"/> all branches and tags.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or the cache is broken.</exception>
    public async Task DeepenAsync(string branch, bool everything, CancellationToken cancellationToken)
    {
        var hasTrees = await HasAllTreesAsync(cancellationToken);
        if (options.Offline)
        {
            if (!hasTrees && await LacksTreesAsync(branch, cancellationToken)) throw NeverFetched();
            return;
        }

        if (IsShallow)
        {
            options.Progress?.Invoke($"fetching the history of {address}");
            // What the clone has, the remote leaves out, down to folders that the clone never had; so only the commits come here.
            var output = await TryFetchAsync([$"+{branch}:{branch}"], cancellationToken, ["--unshallow", .. hasTrees ? Array.Empty<string>() : ["--filter=tree:0"]]);
            // Somebody else may have fetched the rest meanwhile, and git does not like to be asked for it twice.
            if (!output.Succeeded && !output.Error.Contains("--unshallow on a complete repository", StringComparison.Ordinal))
                throw await FailureAsync(output, cancellationToken);
        }

        if (!hasTrees) await FetchTreesAsync(branch, cancellationToken);
        if (everything) await FetchAsync(["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"], cancellationToken);
    }

    /// <summary>Fetches what is missing below a folder that is there: the folders in one go, then the contents. Without it, git would fetch each when it is read.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or something is missing and the registry was opened offline.</exception>
    public async Task FetchMissingAsync(GitObjectId folder, CancellationToken cancellationToken)
    {
        // Each missing folder comes with all that are below it.
        await FetchObjectsAsync(MissingAsync(folder.ToString(), cancellationToken, $"--filter={AllTrees}"), cancellationToken);
        await FetchObjectsAsync(MissingAsync(folder.ToString(), cancellationToken), cancellationToken);
    }

    /// <summary>Fetches the folders that are missing below a folder, and lets every later fetch bring all new ones.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or something is missing and the registry was opened offline.</exception>
    public async Task RequireFoldersAsync(GitObjectId folder, CancellationToken cancellationToken)
    {
        if (await HasAllTreesAsync(cancellationToken)) return;
        await FetchObjectsAsync(MissingAsync(folder.ToString(), cancellationToken, $"--filter={AllTrees}"), cancellationToken);
        if (!options.Offline) await cache.RunToSuccessAsync(["config", FilterKey, AllTrees], cancellationToken);
    }

    /// <summary>Fetches those of the contents that are missing, in one go.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or something is missing and the registry was opened offline.</exception>
    public async Task FetchContentsAsync(IReadOnlyCollection<string> contents, CancellationToken cancellationToken)
    {
        // git lists what is missing below a folder, and fetches a missing thing that is named itself; so they are put into a folder.
        var entries = string.Concat(contents.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(content => $"100644 blob {content}\t{content}\n"));
        var folder = await cache.RunAsync(cache.Command("mktree", "--missing") with { Input = Encoding.ASCII.GetBytes(entries) }, cancellationToken);
        if (!folder.Succeeded) throw new RegistryException(RegistryRules.StorageFailed, $"The cache of {address} cannot be written: {folder.Reason}");
        await FetchObjectsAsync(MissingAsync(folder.Text.Trim(), cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Fetches the missing entities of a namespace in one go, with what a list of them shows: all folders, <c>entity.yaml</c> and the channels.
    /// </summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public Task FetchEntitiesAsync(GitObjectId folder, CancellationToken cancellationToken) =>
        FetchObjectsAsync(MissingAsync(folder.ToString(), cancellationToken, "--filter=tree:2"), cancellationToken, EntityFilter);

    /// <summary>Where a branch of the remote is; none when it does not exist.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task<GitObjectId> TipAsync(string branch, CancellationToken cancellationToken) =>
        (await ListAsync([Origin, branch], cancellationToken)).GetValueOrDefault(branch);

    /// <summary>Pushes refs, each on condition that it is where it was. A new value of none deletes the ref.</summary>
    /// <param name="moves">The refs.</param>
    /// <param name="isAtomic">Whether all of them move or none; else each for itself.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<GitOutput> PushAsync(IReadOnlyList<RefMove> moves, bool isAtomic, CancellationToken cancellationToken) =>
        cache.RunAsync(
            ["-c", "push.followTags=false", "push", "--porcelain", "--no-verify", "--no-recurse-submodules", .. isAtomic ? ["--atomic"] : Array.Empty<string>(),
                .. moves.Select(move => $"--force-with-lease={move.Name}:{move.Old}"), Origin, .. moves.Select(move => $"{move.New}:{move.Name}")],
            cancellationToken);

    /// <summary>The error of a remote that does not answer.</summary>
    public RegistryException Unreachable(GitOutput output) => new(RegistryRules.Unreachable, $"{address} cannot be reached: {output.Reason}");

    private async Task<bool> HasAllTreesAsync(CancellationToken cancellationToken) =>
        (await cache.RunAsync(["config", "--get", FilterKey], cancellationToken)).Text.Trim() == AllTrees;

    private async Task<Dictionary<string, GitObjectId>> ListAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var output = await cache.RunAsync(["ls-remote", .. arguments], cancellationToken);
        if (!output.Succeeded) throw Unreachable(output);
        // id TAB ref
        return output.Lines.Select(line => line.Split('\t')).ToDictionary(parts => parts[1], parts => GitObjectId.Parse(parts[0]), StringComparer.Ordinal);
    }

    /// <summary>Fetches the folders of all commits of a branch.</summary>
    private async Task FetchTreesAsync(string branch, CancellationToken cancellationToken)
    {
        // A remote that knows no filters has sent everything already.
        if (await LacksTreesAsync(branch, cancellationToken))
            await FetchAsync([$"+{branch}:{branch}"], cancellationToken, "--refetch", $"--filter={AllTrees}");
        await cache.RunToSuccessAsync(["config", FilterKey, AllTrees], cancellationToken);
    }

    private ValueTask<bool> LacksTreesAsync(string branch, CancellationToken cancellationToken) =>
        MissingAsync(branch, cancellationToken, $"--filter={AllTrees}").AnyAsync(cancellationToken);

    /// <summary>The objects that the cache lacks of those that a commit or a tree refers to.</summary>
    private async IAsyncEnumerable<string> MissingAsync(string root, [EnumeratorCancellation] CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        await foreach (var piece in cache.PiecesAsync(["rev-list", "--objects", "--no-object-names", "--missing=print", .. arguments, root], (byte)'\n', cancellationToken))
            if (piece.Span.StartsWith("?"u8))
                yield return Encoding.ASCII.GetString(piece.Span[1..]);
    }

    private async Task FetchObjectsAsync(IAsyncEnumerable<string> missing, CancellationToken cancellationToken, string filter = AllTrees)
    {
        var ids = await missing.ToListAsync(cancellationToken);
        if (ids.Count == 0) return;
        if (options.Offline) throw NeverFetched();

        // Without "noop" git would say which commits it has, and the remote leave out what belongs to them.
        var fetch = cache.Command(["-c", "fetch.negotiationAlgorithm=noop", .. s_fetch, $"--filter={filter}", "--stdin", Origin]);
        var output = await cache.RunAsync(fetch with { Input = Encoding.ASCII.GetBytes(string.Join('\n', ids) + "\n") }, cancellationToken);
        if (!output.Succeeded) throw await FailureAsync(output, cancellationToken);
    }

    private async Task FetchAsync(IReadOnlyList<string> refs, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        var output = await TryFetchAsync(refs, cancellationToken, arguments);
        if (!output.Succeeded) throw await FailureAsync(output, cancellationToken);
    }

    /// <summary>Refuses to go to the remote when the caller wants to stay off the network.</summary>
    public void RequireOnline()
    {
        if (options.Offline) throw new RegistryException(RegistryRules.Unreachable, $"{address} was opened offline, so it can only be read.");
    }

    private RegistryException NeverFetched() =>
        new(RegistryRules.Unreachable, $"{address} was opened offline, and not all that is to be read was ever fetched.");

    private async Task<GitOutput> TryFetchAsync(IReadOnlyList<string> refs, CancellationToken cancellationToken, params IReadOnlyList<string> arguments)
    {
        RequireOnline();
        var backoff = new Backoff(options.Random, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));
        for (var tries = 1; ; tries++)
        {
            var output = await cache.RunAsync([.. s_fetch, .. arguments, Origin, .. refs], cancellationToken);
            // Another process of this machine fetches into the same cache.
            if (output.Succeeded || tries == MostTries || !output.Error.Contains("lock", StringComparison.Ordinal)) return output;
            await backoff.WaitAsync(cancellationToken);
        }
    }

    /// <summary>When the remote does answer, it is the cache that is at fault.</summary>
    private async Task<RegistryException> FailureAsync(GitOutput fetch, CancellationToken cancellationToken)
    {
        if (fetch.LacksSpace) return new RegistryException(RegistryRules.StorageFailed, $"The cache of {address} could not be written: {fetch.Reason}");
        var asked = await cache.RunAsync(["ls-remote", Origin, "HEAD"], cancellationToken);
        return asked.Succeeded
            ? new RegistryException(RegistryRules.GitFailed, $"The cache of {address} cannot be brought up to date: {fetch.Reason}")
            : Unreachable(fetch);
    }
}
