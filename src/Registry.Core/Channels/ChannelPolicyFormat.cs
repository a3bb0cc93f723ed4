using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Channels;

/// <summary>Reads and writes the list of channel policies, which <c>registry.yaml</c> and <c>entity.yaml</c> share.</summary>
internal static class ChannelPolicyFormat
{
    public static IReadOnlyList<ChannelPolicy> Read(ObjectReader reader, bool required)
    {
        var policies = reader.Mappings("channels", ReadPolicy, required);
        if (policies.DistinctBy(policy => policy.Name, StringComparer.Ordinal).Count() < policies.Count)
            reader.Complain(RegistryRules.WrongValue, "channels", "a channel stands twice; expected each once");
        return policies;
    }

    public static void Write(CanonicalYamlWriter yaml, ChannelPolicy policy) => yaml
        .Text("name", policy.Name)
        .Plain("advance", policy.Advance switch
        {
            ChannelAdvance.Newest => "newest",
            ChannelAdvance.Soaked => "soaked",
            _ => "manual",
        })
        .Text("from", policy.From)
        .Plain("soak", policy.Soak == TimeSpan.Zero ? null : Duration.Format(policy.Soak))
        .Plain("requireRelease", policy.RequireRelease ? "true" : null)
        .Texts("who", [.. policy.Who.Select(principal => principal.ToString())]);

    /// <summary>Reads a list of people.</summary>
    public static IReadOnlyList<Principal> ReadPrincipals(ObjectReader reader, string key) =>
        [.. reader.Texts(key, Principal.Expected, text => Principal.TryParse(text, out _)).Select(Principal.Parse)];

    private static ChannelPolicy? ReadPolicy(ObjectReader reader)
    {
        var name = reader.Value<string>("name", $"a channel name, {NameRule.Expected}", ManifestFormat.Checked(text => NameRule.IsValid(text)), required: true);
        var advance = reader.Struct<ChannelAdvance>("advance", "newest, soaked or manual", TryParseAdvance, required: true);
        var from = reader.Value<string>("from", "the name of another channel", ManifestFormat.Checked(text => NameRule.IsValid(text)));
        var soak = reader.Struct<TimeSpan>("soak", Duration.Expected, Duration.TryParse);
        var requireRelease = reader.Boolean("requireRelease");
        var who = ReadPrincipals(reader, "who");
        reader.Finish();
        if (advance == ChannelAdvance.Soaked && from is null) reader.Complain(RegistryRules.MissingKey, "advance", "a soaked channel without 'from'; expected the channel that it follows");
        if (advance == ChannelAdvance.Newest && (from is not null || soak is not null)) reader.Complain(RegistryRules.WrongValue, "advance", "a newest channel with 'from' or 'soak'; expected neither, as it follows the newest version at once");
        if (from is null && soak is not null && advance == ChannelAdvance.Manual) reader.Complain(RegistryRules.MissingKey, "soak", "'soak' without 'from'; expected the channel in which a version soaks");
        if (from is not null && from == name) reader.Complain(RegistryRules.WrongValue, "from", "a channel that follows itself; expected another channel");
        return name is null ? null : new ChannelPolicy { Name = name, Advance = advance ?? ChannelAdvance.Manual, From = from, Soak = soak ?? TimeSpan.Zero, RequireRelease = requireRelease ?? false, Who = who };
    }

    private static bool TryParseAdvance(string text, out ChannelAdvance advance)
    {
        advance = text switch
        {
            "newest" => ChannelAdvance.Newest,
            "soaked" => ChannelAdvance.Soaked,
            _ => ChannelAdvance.Manual,
        };
        return text is "newest" or "soaked" or "manual";
    }
}
