using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Yaml;

namespace Registry.Core.Versions;

/// <summary>Reads and writes records.</summary>
public static class RecordFormat
{
    /// <summary>What an alias looks like, for messages.</summary>
    public const string ExpectedAlias = "1 to 64 of A-Z, a-z, 0-9, '.', '_', '-', starting with a letter or digit, and neither an id nor a SemVer";

    /// <summary>Whether a text may be an alias.</summary>
    public static bool IsAlias(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
        && !VersionId.TryParse(text, out _) && !ManifestFormat.LooksLikeSemVer(text);

    /// <summary>Reads a record strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<VersionRecord> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var record = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<VersionRecord>(problems.Count == 0 ? record : null, problems);
    }

    /// <summary>The canonical bytes of a record.</summary>
    public static byte[] Write(VersionRecord record) => new CanonicalYamlWriter()
        .Text("alias", record.Alias)
        .Text("comment", record.Comment)
        .Plain("status", record.Unlisted ? "unlisted" : null)
        .Mapping("archived", record.Archived, WriteDeed)
        .Mapping("deleted", record.Deleted, static (yaml, tombstone) =>
        {
            WriteDeed(yaml, tombstone.Deed);
            yaml.Number("ordinal", tombstone.Ordinal).Plain("sourceHash", tombstone.SourceHash.ToString());
        })
        .ToBytes();

    private static void WriteDeed(CanonicalYamlWriter yaml, Deed deed) => yaml
        .Text("by", deed.By)
        .Text("reason", deed.Reason)
        .Plain("at", ManifestFormat.FormatTime(deed.At));

    private static VersionRecord Read(ObjectReader reader)
    {
        var record = new VersionRecord
        {
            Alias = reader.Value<string>("alias", ExpectedAlias, ManifestFormat.Checked(IsAlias), rule: RegistryRules.Alias),
            Comment = reader.Text("comment"),
            Unlisted = reader.Value<string>("status", "'unlisted', or no such key", ManifestFormat.Checked(text => text == "unlisted")) is not null,
            Archived = ReadDeed(reader.Mapping("archived"), finish: true),
            Deleted = ReadTombstone(reader.Mapping("deleted")),
        };
        reader.Finish();
        if (reader.IsEmpty) reader.Complain(RegistryRules.MissingKey, "alias", "a record that says nothing; expected at least one key, or no file");
        return record;
    }

    private static Deed? ReadDeed(ObjectReader? reader, bool finish)
    {
        if (reader is null) return null;
        var by = reader.Text("by", required: true);
        var reason = reader.Text("reason", required: true);
        var at = reader.Struct<DateTimeOffset>("at", ManifestFormat.ExpectedTime, ManifestFormat.TryParseTime, required: true);
        if (finish) reader.Finish();
        return by is null || reason is null || at is null ? null : new Deed(by, reason, at.Value);
    }

    private static Tombstone? ReadTombstone(ObjectReader? reader)
    {
        if (reader is null) return null;
        var deed = ReadDeed(reader, finish: false);
        var ordinal = reader.Integer("ordinal", 1, int.MaxValue, required: true);
        var sourceHash = reader.Value<Digest>("sourceHash", Digest.Expected, Digest.TryParse, required: true);
        reader.Finish();
        return deed is null || ordinal is null || sourceHash is null ? null : new Tombstone(deed, (int)ordinal.Value, sourceHash);
    }
}
