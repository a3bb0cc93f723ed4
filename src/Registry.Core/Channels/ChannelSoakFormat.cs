using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Channels;

/// <summary>Reads and writes soak records.</summary>
public static class ChannelSoakFormat
{
    /// <summary>Reads a soak record strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<ChannelSoak> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var soak = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<ChannelSoak>(problems.Count == 0 ? soak : null, problems);
    }

    /// <summary>The canonical bytes of a soak record.</summary>
    public static byte[] Write(ChannelSoak soak) => new CanonicalYamlWriter()
        .Plain("version", soak.Version.ToString())
        .Plain("since", ManifestFormat.FormatTime(soak.Since))
        .Mappings("ended", soak.Ended, static (yaml, stay) => yaml
            .Plain("version", stay.Version.ToString())
            .Plain("soaked", Duration.Format(stay.Soaked)))
        .ToBytes();

    private static ChannelSoak? Read(ObjectReader reader)
    {
        var version = ReadVersion(reader);
        var since = reader.Struct<DateTimeOffset>("since", ManifestFormat.ExpectedTime, ManifestFormat.TryParseTime, required: true);
        var ended = reader.Mappings("ended", ReadStay);
        reader.Finish();
        if (ended.DistinctBy(stay => stay.Version).Count() < ended.Count) reader.Complain(RegistryRules.WrongValue, "ended", "a version stands twice; expected each once");
        return version is { } id && since is { } time ? new ChannelSoak(id, time, ended) : null;
    }

    private static EndedStay? ReadStay(ObjectReader reader)
    {
        var version = ReadVersion(reader);
        var soaked = reader.Struct<TimeSpan>("soaked", Duration.Expected, Duration.TryParse, required: true);
        reader.Finish();
        return version is { } id && soaked is { } time ? new EndedStay(id, time) : null;
    }

    private static VersionId? ReadVersion(ObjectReader reader) => reader.Struct<VersionId>("version", VersionId.Expected, ManifestFormat.TryParseId, required: true);
}
