using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>
/// Keeps the files of versions, and publishes them. Content goes in and comes out only with the size and digest that its manifest says.
/// All that is begun can be found again from the registry and the host alone, so every call may be repeated after a crash.
/// </summary>
public interface IReleaseHost : IDisposable
{
    /// <summary>Whether <see cref="CollectAsync"/> is cheap enough that every emit calls it; where it is not, the reconciler does so.</summary>
    bool IsCollectedByEmits { get; }

    /// <summary>
    /// Takes files of a version that is about to be committed. They stay when <see cref="IStagedFiles.KeepAsync"/> was called,
    /// or when the process dies and a version turns out to need them; otherwise they are collected.
    /// </summary>
    /// <exception cref="RegistryException">The host cannot take them.</exception>
    Task<IStagedFiles> StageAsync(EntityName entity, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken);

    /// <summary>Writes a file's content to a place on this machine, whole or not at all.</summary>
    /// <returns>What is wrong with the content; <see langword="null"/> when it is in place.</returns>
    /// <exception cref="RegistryException">The host cannot be read.</exception>
    Task<Problem?> DownloadAsync(HostedVersion version, VersionFile file, string target, CancellationToken cancellationToken);

    /// <summary>Where a file's content can be had right now, without bringing it here.</summary>
    /// <exception cref="RegistryException">The host cannot be read.</exception>
    Task<FileLocation> LocateAsync(HostedVersion version, VersionFile file, CancellationToken cancellationToken);

    /// <summary>Compares what the host has of a version with its manifest and its release record. Nothing is repaired.</summary>
    /// <param name="version">The version.</param>
    /// <param name="content">Whether all content is read, rather than what the host says of it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Files that are replaced, missing or too many, a deleted release, a moved tag; empty when all is as it should be.</returns>
    /// <exception cref="RegistryException">The host cannot be read.</exception>
    Task<IReadOnlyList<Problem>> CheckAsync(HostedVersion version, bool content, CancellationToken cancellationToken);

    /// <summary>Looks what the host has of versions that are to be published. Changes nothing.</summary>
    /// <returns>What was seen of each, in the same order.</returns>
    /// <exception cref="RegistryException">The host cannot be read.</exception>
    Task<IReadOnlyList<ReleaseSighting>> SeeAsync(IReadOnlyList<Publication> publications, CancellationToken cancellationToken);

    /// <summary>Publishes a version, or finds that it is published. Nothing is overwritten, and nothing is deleted that is not provably the registry's own.</summary>
    Task<PublishResult> PublishAsync(Publication publication, CancellationToken cancellationToken);

    /// <summary>Makes a published version the host's latest; hosts that know no latest do nothing.</summary>
    /// <exception cref="RegistryException">The host refuses.</exception>
    Task MarkLatestAsync(ReleaseRecord release, CancellationToken cancellationToken);

    /// <summary>Published releases that say they are this registry's, and that no release record of it knows.</summary>
    /// <param name="isRecorded">Whether the registry has a release record of the version.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegistryException">The host cannot be read.</exception>
    Task<IReadOnlyList<Problem>> FindStraysAsync(Func<EntityName, VersionId, CancellationToken, Task<bool>> isRecorded, CancellationToken cancellationToken);

    /// <summary>Removes content that no version needs any longer.</summary>
    /// <param name="deleted">What a deleted version had.</param>
    /// <param name="isNeeded">Whether a version of the entity needs the content now.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The host refuses.</exception>
    Task RemoveAsync(HostedVersion deleted, Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken);

    /// <summary>Removes what emits left behind that died long ago and never became a version.</summary>
    /// <param name="isNeeded">Whether a version of the entity needs the content.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many files were removed.</returns>
    /// <exception cref="RegistryException">The host refuses.</exception>
    Task<int> CollectAsync(Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken);
}

/// <summary>Files that a release host took for a version that is about to be committed. Disposing without keeping gives them back.</summary>
public interface IStagedFiles : IAsyncDisposable
{
    /// <summary>The version is committed: the files stay.</summary>
    Task KeepAsync(CancellationToken cancellationToken);
}

/// <summary>Staged files for which nothing is left to do: there are none, or the host finds out by itself whether a version needs them.</summary>
public sealed class NothingToKeep : IStagedFiles
{
    private NothingToKeep()
    {
    }

    /// <summary>The one of its kind.</summary>
    public static NothingToKeep Instance { get; } = new();

    /// <inheritdoc/>
    public Task KeepAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
