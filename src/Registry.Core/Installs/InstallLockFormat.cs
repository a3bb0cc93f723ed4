using System.Text.Json.Nodes;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Installs;

/// <summary>Reads and writes locks.</summary>
public static class InstallLockFormat
{
    /// <summary>The kind of the file.</summary>
    public const string Kind = "Lock";

    /// <summary>Reads the file strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes, YAML or JSON.</param>
    public static Parsed<InstallLock> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var versions = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : [];
        return new Parsed<InstallLock>(problems.Count == 0 ? new InstallLock(versions) : null, problems);
    }

    /// <summary>The canonical bytes of the file.</summary>
    public static byte[] Write(InstallLock install) => new CanonicalYamlWriter()
        .Plain("apiVersion", FileFormat.ApiVersion)
        .Plain("kind", Kind)
        .Mappings("versions", install.Versions, static (yaml, version) => yaml
            .Text("entity", version.Entity.ToString())
            .Plain("version", version.Version.ToString())
            .Plain("manifestSha", version.ManifestSha.ToString())
            .Texts("requiredBy", [.. version.RequiredBy.Select(entity => entity.ToString())])
            .Mappings("files", version.Files, static (files, file) => files
                .Text("name", file.Name)
                .Text("sha256", file.Sha256.Hex)))
        .ToBytes();

    /// <summary>The lock as JSON, with the file's keys in the file's order.</summary>
    public static JsonObject ToJson(InstallLock install) => new()
    {
        ["apiVersion"] = FileFormat.ApiVersion,
        ["kind"] = Kind,
        ["versions"] = new JsonArray([.. install.Versions.Select(ToJson)]),
    };

    private static JsonObject ToJson(LockedVersion version)
    {
        var json = new JsonObject { ["entity"] = version.Entity.ToString(), ["version"] = version.Version.ToString(), ["manifestSha"] = version.ManifestSha.ToString() };
        if (version.RequiredBy.Count > 0) json["requiredBy"] = new JsonArray([.. version.RequiredBy.Select(entity => JsonValue.Create(entity.ToString()))]);
        if (version.Files.Count > 0) json["files"] = new JsonArray([.. version.Files.Select(file => new JsonObject { ["name"] = file.Name, ["sha256"] = file.Sha256.Hex })]);
        return json;
    }

    private static IReadOnlyList<LockedVersion> Read(ObjectReader reader)
    {
        reader.Header(Kind);
        var versions = reader.Mappings("versions", ReadVersion, required: true);
        foreach (var twice in versions.GroupBy(version => version.Entity).Where(group => group.Count() > 1))
            reader.Complain(RegistryRules.WrongValue, "versions", $"{twice.Key} stands {twice.Count()} times in the lock; expected each entity once");
        reader.Finish();
        return versions;
    }

    private static LockedVersion? ReadVersion(ObjectReader reader)
    {
        var entity = reader.Value<EntityName>("entity", "namespace/name", EntityName.TryParse, required: true);
        var version = reader.Struct<VersionId>("version", VersionId.Expected, ManifestFormat.TryParseId, required: true);
        var sha = reader.Value<Digest>("manifestSha", Digest.Expected, Digest.TryParse, required: true);
        var requiredBy = reader.Texts("requiredBy", "namespace/name", text => EntityName.TryParse(text, out _));
        var files = reader.Mappings("files", ReadFile);
        reader.Finish();
        return entity is null || version is null || sha is null
            ? null
            : new LockedVersion { Entity = entity, Version = version.Value, ManifestSha = sha, RequiredBy = [.. requiredBy.Select(EntityName.Parse)], Files = files };
    }

    private static LockedFile? ReadFile(ObjectReader reader)
    {
        var name = reader.Text("name", required: true);
        var sha256 = reader.Value<Digest>("sha256", "64 lower-case hexadecimal digits", Digest.TryParseHex, required: true);
        reader.Finish();
        return name is null || sha256 is null ? null : new LockedFile(name, sha256);
    }
}
