using System.Runtime.CompilerServices;
using System.Text;
using Registry.Core.Entities;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git.Repositories;

namespace Registry.Git.History;

/// <summary>Reads a channel's moves from the commits that touched its file.</summary>
/// <param name="repository">Where to read.</param>
/// <param name="snapshot">The newest commit to look at.</param>
/// <param name="find">Finds the snapshot of a commit.</param>
/// <param name="deepen">Makes the whole history readable.</param>
internal sealed class ChannelHistory(
    GitRepository repository,
    IRegistrySnapshot snapshot,
    Func<string, CancellationToken, ValueTask<IRegistrySnapshot>> find,
    Func<CancellationToken, Task> deepen) : IChannelHistory
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<VersionId?> MovesAsync(EntityName entity, string channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (snapshot.Revision.Length == 0) yield break;
        await deepen(cancellationToken);

        var path = RegistryPaths.Channel(entity, channel);
        // A commit may touch the file without moving the channel.
        (bool IsKnown, VersionId? Version) newer = default;
        await foreach (var commit in CommitLog.OwnLineAsync(repository, snapshot.Revision, path, cancellationToken))
        {
            var content = await (await find(commit, cancellationToken)).ReadAsync(path, cancellationToken);
            var version = content is { } bytes ? VersionOf(bytes.Span) : null;
            if (newer.IsKnown && newer.Version != version) yield return newer.Version;
            newer = (true, version);
        }

        if (newer.Version is { } first) yield return first;
    }

    /// <summary>The <c>version:</c> of a channel file; <see langword="null"/> when there is none, as in a file that somebody broke.</summary>
    internal static VersionId? VersionOf(ReadOnlySpan<byte> file)
    {
        const string Key = "version:";
        foreach (var line in Encoding.UTF8.GetString(file).AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(Key, StringComparison.Ordinal)) continue;
            var value = line[Key.Length..];
            var comment = value.IndexOf(" #", StringComparison.Ordinal);
            if (comment >= 0) value = value[..comment];
            return VersionId.TryParse(value.Trim().Trim("'\""), out var version) ? version : null;
        }

        return null;
    }
}
