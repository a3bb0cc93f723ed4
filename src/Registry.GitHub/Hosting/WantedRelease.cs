using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Versions;
using Registry.GitHub.Releases;

namespace Registry.GitHub.Hosting;

/// <summary>A version whose release is looked for, and what was found of it.</summary>
internal sealed class WantedRelease
{
    public WantedRelease(EntityName entity, VersionId version, IReadOnlyList<VersionFile> files)
    {
        (Entity, Tag, Files) = (entity, ReleaseTag.Of(entity, version), files);
        Marker = ReleaseMarker.OfVersion(entity, version, files);
        Markers = [Marker, ReleaseMarker.OfContent(entity, files)];
    }

    public EntityName Entity { get; }

    public string Tag { get; }

    public IReadOnlyList<VersionFile> Files { get; }

    /// <summary>What the published release says.</summary>
    public ReleaseMarker Marker { get; }

    /// <summary>What the release may say: <see cref="Marker"/>, or what the emit knew.</summary>
    public IReadOnlyList<ReleaseMarker> Markers { get; }

    /// <summary>The published release that has the tag, whosever it is.</summary>
    public Release? Published { get; set; }

    /// <summary>The oldest draft that was seen.</summary>
    public Release? Draft { get; set; }

    /// <summary>Other releases of the entity. All of them, where neither a release nor a draft was found.</summary>
    public IReadOnlyList<Release> Others { get; set; } = [];

    /// <summary>One of the others that has all content.</summary>
    public Release? Source => Others.FirstOrDefault(release => Files.All(file => release.Assets.Any(asset => asset.Name == file.Name && MayBe(asset, file))));

    /// <summary>Whether an asset has a file's content, as far as GitHub says.</summary>
    public static bool MayBe(ReleaseAsset asset, VersionFile file) => asset.IsUploaded && asset.Size == file.Size && (asset.Sha256 ?? file.Sha256) == file.Sha256;

    public static WantedRelease Of(Publication publication) => new(publication.Entity, publication.Version, publication.Manifest.Files);

    public static WantedRelease Of(HostedVersion version) => new(version.Entity, version.Version, version.Files);
}
