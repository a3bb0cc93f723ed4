using Registry.Core.Channels;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Properties;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Validation;

/// <summary>
/// What can be said of one file under <c>entities/</c> alone: its format, that it says of itself what its path says, and that
/// a file which only the registry writes has the writer's bytes.
/// </summary>
internal static class FileCheck
{
    public static Manifest? ReadManifest(RegistryPath path, ReadOnlyMemory<byte> content, ICollection<Problem> problems)
    {
        var file = path.ToString();
        if (Take(ManifestFormat.Read(file, content), problems) is not { } manifest) return null;
        if (manifest.Entity != path.Entity) problems.Add(new Problem(RegistryRules.PathMismatch, file, $"'entity' is {manifest.Entity}; expected {path.Entity}, as the path says"));
        if (manifest.Version != path.Version) problems.Add(new Problem(RegistryRules.PathMismatch, file, $"'version' is {manifest.Version}; expected {path.Version}, as the path says"));
        CheckBytes(file, content, ManifestFormat.Write(manifest), problems);
        return manifest;
    }

    public static VersionRecord? ReadRecord(RegistryPath path, ReadOnlyMemory<byte> content, ICollection<Problem> problems) =>
        Take(RecordFormat.Read(path.ToString(), content), problems);

    public static ChannelPointer? ReadChannel(RegistryPath path, ReadOnlyMemory<byte> content, ICollection<Problem> problems) =>
        Take(ChannelFormat.Read(path.ToString(), content), problems);

    public static ChannelSoak? ReadSoak(RegistryPath path, ReadOnlyMemory<byte> content, ICollection<Problem> problems)
    {
        var file = path.ToString();
        if (Take(ChannelSoakFormat.Read(file, content), problems) is not { } soak) return null;
        CheckBytes(file, content, ChannelSoakFormat.Write(soak), problems);
        return soak;
    }

    public static EntitySettings? ReadEntity(RegistryPath path, ReadOnlyMemory<byte> content, ICollection<Problem> problems) =>
        Take(EntitySettingsFormat.Read(path.ToString(), content), problems);

    /// <summary>The properties of an entity are what the registry demands of them.</summary>
    public static IEnumerable<Problem> CheckProperties(RegistryPath path, ReadOnlyMemory<byte> content, EntitySettings entity, RegistrySettings settings)
    {
        if (entity.Properties is null) return [];
        List<ContractFault> faults = [];
        PropertyCheck.Check(entity.Properties, PropertySubject.Entity, settings.Properties, faults);
        return ContractCheck.Problems(faults, path.ToString(), content);
    }

    public static VersionId? ReadSource(RegistryPath path, ReadOnlyMemory<byte> content, ICollection<Problem> problems) =>
        SourceFormat.Read(path.ToString(), content, problems);

    public static ReleaseRecord? ReadRelease(RegistryPath path, ReadOnlyMemory<byte> content, ICollection<Problem> problems)
    {
        var file = path.ToString();
        if (Take(ReleaseFormat.Read(file, content), problems) is not { } release) return null;
        if (release.Version != path.Version) problems.Add(new Problem(RegistryRules.PathMismatch, file, $"'version' is {release.Version}; expected {path.Version}, as the path says"));
        var tag = $"{path.Entity}@{path.Version}";
        if (release.Tag != tag) problems.Add(new Problem(RegistryRules.PathMismatch, file, $"'tag' is {release.Tag}; expected {tag}"));
        CheckBytes(file, content, ReleaseFormat.Write(release), problems);
        return release;
    }

    /// <summary>A release record lists the manifest's files, with the manifest's sizes and digests.</summary>
    public static void CompareRelease(string file, ReleaseRecord release, Manifest manifest, ICollection<Problem> problems)
    {
        foreach (var released in release.Files)
        {
            var own = manifest.Files.FirstOrDefault(candidate => candidate.Name == released.Name);
            if (own is null) problems.Add(new Problem(RegistryRules.ReleaseDisagrees, file, $"the manifest has no file '{released.Name}'"));
            else if (own.Sha256 != released.Sha256 || own.Size != released.Size) problems.Add(new Problem(RegistryRules.ReleaseDisagrees, file, $"size or digest of '{released.Name}' is not that of the manifest"));
        }

        foreach (var own in manifest.Files.Where(own => release.Files.All(released => released.Name != own.Name)))
            problems.Add(new Problem(RegistryRules.ReleaseDisagrees, file, $"the manifest's file '{own.Name}' is missing"));
    }

    /// <summary>Whether something that is no regular file stands where a regular file belongs.</summary>
    public static Problem? CheckMode(string path, TreeItemKind kind) => kind == TreeItemKind.File
        ? null
        : new Problem(RegistryRules.FileMode, path, "a symbolic link, a submodule or an executable file; expected a regular file");

    private static void CheckBytes(string file, ReadOnlyMemory<byte> content, byte[] canonical, ICollection<Problem> problems)
    {
        if (content.Span.SequenceEqual(canonical)) return;
        var length = content.Span.CommonPrefixLength(canonical);
        var before = content.Span[..length];
        var line = before.Count((byte)'\n') + 1;
        problems.Add(new Problem(RegistryRules.NotCanonical, file, line, length - before.LastIndexOf((byte)'\n'), "from here on the bytes are not those that the registry writes for this content"));
    }

    private static T? Take<T>(Parsed<T> parsed, ICollection<Problem> problems)
        where T : class
    {
        foreach (var problem in parsed.Problems) problems.Add(problem);
        return parsed.Value;
    }
}
