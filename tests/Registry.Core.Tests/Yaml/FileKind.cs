using Registry.Core.Access;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Tests.Yaml;

/// <summary>One kind of file of a registry, with its reader and writer.</summary>
internal sealed record FileKind(string Name, Func<string, byte[], FileKind.Reading> Read)
{
    public static IReadOnlyList<FileKind> All { get; } =
    [
        Of("registry", RegistrySettingsFormat.Read, RegistrySettingsFormat.Write),
        Of("entity", EntitySettingsFormat.Read, EntitySettingsFormat.Write),
        Of("version", ManifestFormat.Read, ManifestFormat.Write),
        Of("channel", ChannelFormat.Read, ChannelFormat.Write),
        Of("record", RecordFormat.Read, RecordFormat.Write),
        Of("release", ReleaseFormat.Read, ReleaseFormat.Write),
        Of("soak", ChannelSoakFormat.Read, ChannelSoakFormat.Write),
        Of("token", AccessTokenFormat.Read, AccessTokenFormat.Write),
        Of("grant", GrantFormat.Read, GrantFormat.Write),
        Of("subscription", SubscriptionFormat.Read, SubscriptionFormat.Write),
    ];

    public static FileKind Named(string name) => All.Single(kind => kind.Name == name);

    private static FileKind Of<T>(string name, Func<string, ReadOnlyMemory<byte>, Parsed<T>> read, Func<T, byte[]> write)
        where T : class => new(name, (path, content) =>
    {
        var parsed = read(path, content);
        return new Reading(parsed.Problems, parsed.Value is { } value ? write(value) : null);
    });

    /// <summary>What reading gave: problems, or the bytes that the writer makes of the value.</summary>
    internal sealed record Reading(IReadOnlyList<Problem> Problems, byte[]? Rewritten);
}
