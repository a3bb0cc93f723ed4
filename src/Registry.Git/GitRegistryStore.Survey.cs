using System.Runtime.CompilerServices;
using Registry.Core.Store;
using Registry.Git.History;
using Registry.Git.Objects;
using Registry.Git.Surveys;

namespace Registry.Git;

/// <content>What a reconciler asks: what there is, and what has changed since.</content>
public sealed partial class GitRegistryStore
{
    /// <summary>Whether the registry is seen from afar, so that what is read is fetched first.</summary>
    public bool IsRemote => _remote is not null;

    /// <summary>All entities with what their folders tell, in ordinal order of the namespaces, streamed. No file is read.</summary>
    /// <exception cref="Core.Rules.RegistryException">The remote cannot be reached, or a folder is missing.</exception>
    public async IAsyncEnumerable<EntityListing> ListEntitiesAsync(IRegistrySnapshot snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = await ((GitSnapshot)snapshot).FindFolderAsync(RegistryPaths.Entities, cancellationToken);
        if (folder.IsNone) yield break;
        if (_remote is not null) await _remote.RequireFoldersAsync(folder, cancellationToken);
        await using ObjectBatch one = new(_repository), other = new(_repository);
        await foreach (var listing in new EntityWalk([one, other], ObjectFormat.Of(folder)).WalkAsync(folder, cancellationToken)) yield return listing;
    }

    /// <summary>The paths that differ between two commits, whatever their histories.</summary>
    /// <exception cref="Core.Rules.RegistryException">The remote cannot be reached.</exception>
    public IAsyncEnumerable<FileDifference> ChangesAsync(IRegistrySnapshot before, IRegistrySnapshot after, CancellationToken cancellationToken) =>
        Differences.BetweenAsync(_repository, ((GitSnapshot)before).Root, ((GitSnapshot)after).Root, cancellationToken);

    /// <summary>The id that a content has in this registry, whether it is there or not.</summary>
    public static string ContentIdOf(IRegistrySnapshot snapshot, ReadOnlySpan<byte> content) =>
        ObjectFormat.Of(((GitSnapshot)snapshot).Root).IdOf(GitObjectType.Blob, content).ToString();

    /// <summary>Fetches contents that are going to be read, in one go. Nothing to do for a registry on this machine.</summary>
    /// <exception cref="Core.Rules.RegistryException">The remote cannot be reached.</exception>
    public Task FetchContentsAsync(IReadOnlyCollection<string> contents, CancellationToken cancellationToken) =>
        _remote is null || contents.Count == 0 ? Task.CompletedTask : _remote.FetchContentsAsync(contents, cancellationToken);

    /// <summary>Many contents at once, in the order of their ids.</summary>
    /// <exception cref="Core.Rules.RegistryException">The remote cannot be reached, or a content is missing.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadContentsAsync(IReadOnlyList<string> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0) return [];
        await FetchContentsAsync(contents, cancellationToken);
        await using var objects = new ObjectBatch(_repository);
        return await objects.ReadAsync([.. contents.Select(content => GitObjectId.Parse(content))], cancellationToken);
    }
}
