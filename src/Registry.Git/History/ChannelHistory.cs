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
    public async IAsyncEnumerable<ChannelMove> MovesAsync(
        EntityName entity, string channel, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (snapshot.Revision.Length == 0) yield break;
        await deepen(cancellationToken);

        var path = $"entities/{entity}/channels/{channel}.yaml";
        // A commit may touch the file without moving the channel, so a move is known only when the one before it is.
        ChannelMove? newer = null;
        await foreach (var (commit, time) in CommitLog.OwnLineAsync(repository, snapshot.Revision, path, cancellationToken))
        {
            var content = await (await find(commit, cancellationToken)).ReadAsync(path, cancellationToken);
            var version = content is { } bytes ? VersionOf(bytes.Span) : null;
            // Clocks of committers differ; going back in history, time does not go forwards.
            var clamped = newer is not null && newer.Time < time ? newer.Time : time;
            if (newer is not null && newer.Version != version) yield return newer;
            newer = new ChannelMove(version, clamped, commit);
        }

        if (newer is { Version: not null }) yield return newer;
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
