using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Channels;

/// <summary>Reads and writes channel files.</summary>
public static class ChannelFormat
{
    /// <summary>Reads a channel file strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<ChannelPointer> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var read = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<ChannelPointer>(problems.Count == 0 ? read : null, problems);
    }

    /// <summary>The canonical bytes of a channel file.</summary>
    public static byte[] Write(ChannelPointer channel) => new CanonicalYamlWriter()
        .Plain("version", channel.Version.ToString())
        .Text("reason", channel.Reason)
        .Mapping("hold", channel.Hold, static (yaml, hold) => yaml.Text("by", hold.By).Text("reason", hold.Reason))
        .ToBytes();

    private static ChannelPointer? Read(ObjectReader reader)
    {
        var version = reader.Struct<VersionId>("version", VersionId.Expected, ManifestFormat.TryParseId, required: true);
        var reason = reader.Text("reason");
        var hold = reader.Mapping("hold") is { } mapping ? ReadHold(mapping) : null;
        reader.Finish();
        return version is { } id ? new ChannelPointer(id, reason, hold) : null;
    }

    private static ChannelHold? ReadHold(ObjectReader reader)
    {
        var by = reader.Text("by", required: true);
        var reason = reader.Text("reason");
        reader.Finish();
        return by is null ? null : new ChannelHold(by, reason);
    }
}
