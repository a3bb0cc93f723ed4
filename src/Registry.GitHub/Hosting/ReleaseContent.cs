using Registry.Core.Versions;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>Content that other releases of an entity have, brought to this machine to be uploaded again.</summary>
/// <param name="releases">The repository's releases.</param>
/// <param name="find">Finds the other releases; called when they are needed first.</param>
internal sealed class ReleaseContent(RepositoryReleases releases, Func<CancellationToken, Task<IReadOnlyList<Release>>> find) : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"registry-{Guid.NewGuid():N}");
    private IReadOnlyList<Release>? _sources;

    /// <summary>The path of a file with the content, good until the next is asked for; <see langword="null"/> when no release has it.</summary>
    public async Task<string?> FetchAsync(VersionFile file, CancellationToken cancellationToken)
    {
        _sources ??= await find(cancellationToken);
        foreach (var asset in _sources.SelectMany(source => source.Assets).Where(asset => WantedRelease.MayBe(asset, file)))
            if (await AssetDownload.ToAsync(releases, asset.Id, file, _path, cancellationToken) is null) return _path;
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_path);
}
