using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>Keeps the files of versions. Content goes in and comes out only with the size and digest that its manifest says.</summary>
public interface IReleaseHost
{
    /// <summary>
    /// Takes files of a version that is about to be committed. They stay when <see cref="IStagedFiles.KeepAsync"/> was called,
    /// or when the process dies and a version turns out to need them; otherwise they are collected.
    /// </summary>
    Task<IStagedFiles> StageAsync(EntityName entity, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken);

    /// <summary>Writes a file's content to a place on this machine, whole or not at all.</summary>
    /// <returns>What is wrong with the content; <see langword="null"/> when it is in place.</returns>
    Task<Problem?> DownloadAsync(EntityName entity, VersionFile file, string target, CancellationToken cancellationToken);

    /// <summary>Reads a file's content and compares it with the manifest.</summary>
    /// <returns>What is wrong with the content; <see langword="null"/> when it is as it should be.</returns>
    Task<Problem?> VerifyAsync(EntityName entity, VersionFile file, CancellationToken cancellationToken);

    /// <summary>Removes content that no version needs any longer.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="files">What a deleted version had.</param>
    /// <param name="isNeeded">Whether a version of the entity needs the content now.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task RemoveAsync(
        EntityName entity, IReadOnlyList<VersionFile> files, Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken);

    /// <summary>Removes what emits left behind that died long ago and never became a version.</summary>
    /// <param name="isNeeded">Whether a version of the entity needs the content.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many files were removed.</returns>
    Task<int> CollectAsync(Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken);
}

/// <summary>Files that a release host took for a version that is about to be committed. Disposing without keeping gives them back.</summary>
public interface IStagedFiles : IAsyncDisposable
{
    /// <summary>The version is committed: the files stay.</summary>
    Task KeepAsync(CancellationToken cancellationToken);
}
