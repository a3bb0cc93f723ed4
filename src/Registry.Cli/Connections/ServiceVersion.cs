using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Version = Registry.Client.Models.Version;

namespace Registry.Cli.Connections;

/// <summary>Turns what a service says of a version into what the repository says of it.</summary>
internal static class ServiceVersion
{
    /// <summary>The manifest.</summary>
    public static Manifest ManifestOf(Version version)
    {
        var listed = ManifestOf(version, VersionStatus.Listed);
        // An archived version may have been a draft; the digest of the manifest's bytes knows.
        return Digest.Of(ManifestFormat.Write(listed)).ToString() == version.ManifestSha ? listed : ManifestOf(version, VersionStatus.Draft);
    }

    /// <summary>What people say of it.</summary>
    public static VersionRecord RecordOf(Version version) => new()
    {
        Alias = version.Alias,
        Comment = version.Comment,
        Unlisted = version.Status == "unlisted",
        Archived = version.ArchivedAt is { } at ? new Deed(version.ArchivedBy ?? "", version.ArchivedReason ?? "", at) : null,
    };

    /// <summary>What was published of it; <see langword="null"/> when nothing was.</summary>
    public static ReleaseRecord? ReleaseOf(Version version) => version is not { Release: { } release, PublishedAt: { } publishedAt } ? null : new ReleaseRecord
    {
        Version = VersionId.Parse(version.Id),
        Host = release.Host,
        Tag = release.Tag,
        ReleaseId = release.ReleaseId,
        Url = version.ReleaseUrl,
        PublishedAt = publishedAt,
        Files = [.. release.Files.Select(file => new ReleasedFile(file.Name, file.AssetId, file.Url, file.Size, DigestOf(file.Sha256)))],
    };

    private static ContractSide? SideOf(Client.Models.ContractSide? side) => side is null ? null : new ContractSide(side.Schema, side.Bindings);

    private static Digest DigestOf(string hex) => Digest.Parse($"sha256:{hex}");

    private static Manifest ManifestOf(Version version, VersionStatus status) => new()
    {
        Entity = EntityName.Parse(version.Entity),
        Version = VersionId.Parse(version.Id),
        Ordinal = version.Ordinal,
        Status = status,
        SemVer = version.SemVer,
        Name = version.Name,
        Description = version.Description,
        IconUrl = version.IconUrl,
        OwnerType = version.OwnerType is { } owner ? OwnerTypes.Parse(owner) : null,
        SourceHash = Digest.Parse(version.SourceHash),
        BaseVersion = version.BaseVersion is { } parent ? VersionId.Parse(parent) : null,
        CreatedAt = version.CreatedAt,
        CreatedBy = version.CreatedBy,
        Source = version.Source is { } source ? new SourceOrigin { Repository = source.Repository, Commit = source.Commit, Branch = source.Branch, Dirty = source.Dirty ?? false } : null,
        Channel = version.Channel,
        Changelog = version.Changelog,
        ChangelogUrl = version.ChangelogUrl,
        Dependencies = [.. version.Dependencies.Select(dependency => new Dependency(EntityName.Parse(dependency.Entity), dependency.Version is { } id ? VersionId.Parse(id) : null))],
        Files = [.. version.Files.Select(file => new VersionFile { Name = file.Name, Size = file.Size, Sha256 = DigestOf(file.Sha256), Platform = file.Platform, Architecture = file.Architecture, MediaType = file.MediaType })],
        Tags = version.Tags,
        Properties = version.Properties,
        Inputs = SideOf(version.Inputs),
        Outputs = SideOf(version.Outputs),
    };
}
