using System.Text;
using Registry.Core.Rules;
using Registry.Git.Objects;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Transport;

/// <summary>The cache of a remote registry, and the way to the remote.</summary>
internal sealed class RemoteRepository(GitRepository cache, string address, bool offline, Random random)
{
    private const string Origin = "origin";
    private const int MostTries = 6;

    private static readonly string[] s_fetch =
        ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--filter=blob:none"];

    /// <summary>The bare clone without file contents.</summary>
    public GitRepository Cache => cache;

    /// <summary>Brings a branch of the cache to the remote's.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached, or the cache is broken.</exception>
    public async Task FetchAsync(string branch, CancellationToken cancellationToken)
    {
        var output = await TryFetchAsync([$"+{branch}:{branch}"], cancellationToken);
        if (output.Succeeded) return;
        if (!output.Error.Contains("couldn't find remote ref", StringComparison.Ordinal)) throw await FailureAsync(output, cancellationToken);
        // The remote has no such branch, or no commit at all.
        await cache.RunAsync(["update-ref", "-d", branch], cancellationToken);
    }

    /// <summary>Fetches the history that the clone left out, and with <paramref name="everything"/> all branches and tags.</summary>
    public async Task DeepenAsync(string branch, bool everything, CancellationToken cancellationToken)
    {
        var isShallow = File.Exists(Path.Combine(cache.Directory, "shallow"));
        if (!isShallow && !everything) return;
        List<string> arguments = everything ? ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"] : [$"+{branch}:{branch}"];
        var output = await TryFetchAsync(arguments, cancellationToken, isShallow ? ["--unshallow"] : []);
        // Somebody else may have fetched the rest meanwhile, and git does not like to be asked for it twice.
        if (!output.Succeeded && !output.Error.Contains("--unshallow on a complete repository", StringComparison.Ordinal))
            throw await FailureAsync(output, cancellationToken);
    }

    /// <summary>Fetches file contents in one go; without it, git would fetch each when it is read.</summary>
    public async Task FetchMissingAsync(GitObjectId root, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        await foreach (var piece in cache.PiecesAsync(["rev-list", "--objects", "--no-object-names", "--missing=print", root.ToString()], (byte)'\n', cancellationToken))
            if (piece.Span.StartsWith("?"u8))
                missing.Add(Encoding.ASCII.GetString(piece.Span[1..]));
        if (missing.Count == 0) return;

        // Without "noop" git would say which commits it has, and the remote leave out what belongs to them.
        var fetch = cache.Command(["-c", "fetch.negotiationAlgorithm=noop", .. s_fetch, "--stdin", Origin]);
        var output = await cache.RunAsync(fetch with { Input = Encoding.ASCII.GetBytes(string.Join('\n', missing) + "\n") }, cancellationToken);
        if (!output.Succeeded) throw await FailureAsync(output, cancellationToken);
    }

    /// <summary>Where a branch of the remote is; none when it does not exist.</summary>
    /// <exception cref="RegistryException">The remote cannot be reached.</exception>
    public async Task<GitObjectId> TipAsync(string branch, CancellationToken cancellationToken)
    {
        var output = await cache.RunAsync(["ls-remote", Origin, branch], cancellationToken);
        if (!output.Succeeded) throw Unreachable(output);
        // id TAB ref
        var line = output.Lines.FirstOrDefault(line => line.EndsWith($"\t{branch}", StringComparison.Ordinal));
        return line is null ? default : GitObjectId.Parse(line.AsSpan(0, line.IndexOf('\t', StringComparison.Ordinal)));
    }

    /// <summary>Pushes a commit on condition that the branch is where it was.</summary>
    public Task<GitOutput> PushAsync(string branch, GitObjectId old, GitObjectId commit, CancellationToken cancellationToken) =>
        cache.RunAsync(
            ["-c", "push.followTags=false", "push", "--porcelain", "--no-verify", "--no-recurse-submodules",
                $"--force-with-lease={branch}:{old}", Origin, $"{commit}:{branch}"],
            cancellationToken);

    /// <summary>The error of a remote that does not answer.</summary>
    public RegistryException Unreachable(GitOutput output) => new(RegistryRules.Unreachable, $"{address} cannot be reached: {output.Reason}");

    /// <summary>Refuses to go to the remote when the caller wants to stay off the network.</summary>
    public void RequireOnline()
    {
        if (offline) throw new RegistryException(RegistryRules.Unreachable, $"{address} was opened offline, so it can only be read.");
    }

    private async Task<GitOutput> TryFetchAsync(IReadOnlyList<string> refs, CancellationToken cancellationToken, params IReadOnlyList<string> options)
    {
        RequireOnline();
        var backoff = new Backoff(random, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));
        for (var tries = 1; ; tries++)
        {
            var output = await cache.RunAsync([.. s_fetch, .. options, Origin, .. refs], cancellationToken);
            // Another process of this machine fetches into the same cache.
            if (output.Succeeded || tries == MostTries || !output.Error.Contains("lock", StringComparison.Ordinal)) return output;
            await backoff.WaitAsync(cancellationToken);
        }
    }

    /// <summary>When the remote does answer, it is the cache that is at fault.</summary>
    private async Task<RegistryException> FailureAsync(GitOutput fetch, CancellationToken cancellationToken)
    {
        var asked = await cache.RunAsync(["ls-remote", Origin, "HEAD"], cancellationToken);
        return asked.Succeeded
            ? new RegistryException(RegistryRules.GitFailed, $"The cache of {address} cannot be brought up to date: {fetch.Reason}")
            : Unreachable(fetch);
    }
}
