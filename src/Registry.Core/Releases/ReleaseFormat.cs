using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Releases;

/// <summary>Reads and writes release records.</summary>
public static class ReleaseFormat
{
    /// <summary>Reads a release record strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<ReleaseRecord> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var record = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader, problems) : null;
        return new Parsed<ReleaseRecord>(problems.Count == 0 ? record : null, problems);
    }

    /// <summary>The canonical bytes of a release record.</summary>
    public static byte[] Write(ReleaseRecord record) => new CanonicalYamlWriter()
        .Plain("version", record.Version.ToString())
        .Text("host", record.Host)
        .Text("tag", record.Tag)
        .Text("releaseId", record.ReleaseId)
        .Text("url", record.Url)
        .Plain("publishedAt", ManifestFormat.FormatTime(record.PublishedAt))
        .Mappings("files", record.Files, static (yaml, file) => yaml
            .Text("name", file.Name)
            .Text("assetId", file.AssetId)
            .Text("url", file.Url)
            .Number("size", file.Size)
            .Text("sha256", file.Sha256.Hex))
        .ToBytes();

    private static ReleaseRecord? Read(ObjectReader reader, List<Problem> problems)
    {
        var version = reader.Struct<VersionId>("version", VersionId.Expected, ManifestFormat.TryParseId, required: true);
        var host = reader.Value<string>("host", "directory or github", ManifestFormat.Checked(text => text is "directory" or "github"), required: true);
        var tag = reader.Text("tag", required: true);
        var releaseId = reader.Text("releaseId");
        var url = reader.Text("url");
        var publishedAt = reader.Struct<DateTimeOffset>("publishedAt", ManifestFormat.ExpectedTime, ManifestFormat.TryParseTime, required: true);
        var files = reader.Mappings("files", ReadFile, required: true);
        reader.Finish();
        if (files.DistinctBy(file => file.Name, StringComparer.OrdinalIgnoreCase).Count() < files.Count)
            reader.Complain(RegistryRules.FileName, "files", "two files whose names are equal or differ only in case; expected each name once");
        return problems.Count > 0
            ? null
            : new ReleaseRecord { Version = version!.Value, Host = host!, Tag = tag!, ReleaseId = releaseId, Url = url, PublishedAt = publishedAt!.Value, Files = files };
    }

    private static ReleasedFile? ReadFile(ObjectReader reader)
    {
        var name = reader.Value<string>("name", VersionFile.ExpectedName, ManifestFormat.Checked(VersionFile.IsValidName), required: true, RegistryRules.FileName);
        var assetId = reader.Text("assetId");
        var url = reader.Text("url");
        var size = reader.Integer("size", 0, long.MaxValue, required: true);
        var sha256 = reader.Value<Digest>("sha256", "64 lower-case hexadecimal digits", Digest.TryParseHex, required: true);
        reader.Finish();
        return name is null || size is null || sha256 is null ? null : new ReleasedFile(name, assetId, url, size.Value, sha256);
    }
}
