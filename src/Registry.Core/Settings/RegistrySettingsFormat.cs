using Registry.Core.Channels;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Properties;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Settings;

/// <summary>Reads and writes <c>registry.yaml</c>.</summary>
public static class RegistrySettingsFormat
{
    /// <summary>The kind of the file.</summary>
    public const string Kind = "Registry";

    /// <summary>Reads the file strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<RegistrySettings> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var settings = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader, problems) : null;
        return new Parsed<RegistrySettings>(problems.Count == 0 ? settings : null, problems);
    }

    /// <summary>The canonical bytes of the file.</summary>
    public static byte[] Write(RegistrySettings settings) => new CanonicalYamlWriter()
        .Plain("apiVersion", FileFormat.ApiVersion)
        .Plain("kind", Kind)
        .Text("name", settings.Name)
        .Text("defaultChannel", settings.DefaultChannel)
        .Plain("newEntities", settings.NewEntitiesAllowed ? null : "refuse")
        .Plain("emits", settings.Emits == EmitMode.Inbox ? "inbox" : null)
        .Texts("owners", [.. settings.Owners.Select(principal => principal.ToString())])
        .Mappings("channels", settings.Channels, ChannelPolicyFormat.Write)
        .Mapping("releases", settings.Releases, static (yaml, releases) => yaml
            .Plain("host", releases.Host == ReleaseHostKind.GitHub ? "github" : "directory")
            .Text("path", releases.Path)
            .Text("repository", releases.Repository))
        .Mapping("limits", settings.ClockSkew == RegistrySettings.DefaultClockSkew ? null : settings, static (yaml, limits) => yaml
            .Plain("clockSkew", Duration.Format(limits.ClockSkew)))
        .Mappings("properties", settings.Properties, PropertyDeclarationFormat.Write)
        .ToBytes();

    private static RegistrySettings? Read(ObjectReader reader, List<Problem> problems)
    {
        reader.Header(Kind);
        var name = reader.Value<string>("name", NameRule.Expected, ManifestFormat.Checked(text => NameRule.IsValid(text)), required: true);
        var defaultChannel = reader.Value<string>("defaultChannel", "the name of a channel", ManifestFormat.Checked(text => NameRule.IsValid(text)), required: true);
        var newEntities = reader.Value<string>("newEntities", "allow or refuse", ManifestFormat.Checked(text => text is "allow" or "refuse"));
        var emits = reader.Value<string>("emits", "direct or inbox", ManifestFormat.Checked(text => text is "direct" or "inbox"));
        var owners = ChannelPolicyFormat.ReadPrincipals(reader, "owners");
        var channels = ChannelPolicyFormat.Read(reader, required: true);
        var releases = reader.Mapping("releases", required: true) is { } mapping ? ReadReleases(mapping) : null;
        var limits = reader.Mapping("limits");
        var clockSkew = limits?.Struct<TimeSpan>("clockSkew", Duration.Expected, Duration.TryParse);
        limits?.Finish();
        var properties = PropertyDeclarationFormat.Read(reader, "properties");
        reader.Finish();

        if (defaultChannel is not null && channels.Count > 0 && channels.All(channel => channel.Name != defaultChannel))
            reader.Complain(RegistryRules.ChannelUnknown, "defaultChannel", $"'defaultChannel' is '{defaultChannel}', which is not among the channels; expected the name of one");
        CheckOrder(reader, channels);
        if (problems.Count > 0) return null;
        return new RegistrySettings
        {
            Name = name!,
            DefaultChannel = defaultChannel!,
            Owners = owners,
            Channels = channels,
            Releases = releases!,
            ClockSkew = clockSkew ?? RegistrySettings.DefaultClockSkew,
            NewEntitiesAllowed = newEntities != "refuse",
            Emits = emits == "inbox" ? EmitMode.Inbox : EmitMode.Direct,
            Properties = properties,
        };
    }

    /// <summary>What is wrong with the schemas that the file declares, which reading it leaves alone: few commands need them.</summary>
    public static IReadOnlyList<Problem> CheckSchemas(RegistrySettings settings, string path, ReadOnlyMemory<byte> content)
    {
        List<ContractFault> faults = [];
        PropertyCheck.Check(settings.Properties, faults);
        return [.. ContractCheck.Problems(faults, path, content)];
    }

    /// <summary>A channel may only follow one that stands before it, so that there is never a circle.</summary>
    private static void CheckOrder(ObjectReader reader, IReadOnlyList<ChannelPolicy> channels)
    {
        HashSet<string> before = new(StringComparer.Ordinal);
        foreach (var channel in channels)
        {
            if (channel.From is { } from && !before.Contains(from))
                reader.Complain(RegistryRules.ChannelUnknown, "channels", $"'from: {from}' of channel '{channel.Name}' is not above it in the list; expected a channel that stands before it");
            before.Add(channel.Name);
        }
    }

    private static ReleaseSettings ReadReleases(ObjectReader reader)
    {
        var host = reader.Struct<ReleaseHostKind>("host", "directory or github", TryParseHost, required: true);
        var path = reader.Text("path");
        var repository = reader.Value<string>("repository", "owner/name", ManifestFormat.Checked(IsRepository));
        reader.Finish();
        if (host == ReleaseHostKind.GitHub && repository is null) reader.Complain(RegistryRules.MissingKey, "host", "host github without 'repository'; expected owner/name");
        if (host == ReleaseHostKind.GitHub && path is not null) reader.Complain(RegistryRules.WrongValue, "path", "'path' belongs to host directory; leave it out");
        if (host == ReleaseHostKind.Directory && repository is not null) reader.Complain(RegistryRules.WrongValue, "repository", "'repository' belongs to host github; leave it out");
        if (path is not null && path.Split('/', '\\').Contains("..")) reader.Complain(RegistryRules.WrongValue, "path", "'path' has '..'; expected an absolute path, or one below the git directory");
        return new ReleaseSettings(host ?? ReleaseHostKind.Directory, path, repository);
    }

    private static bool IsRepository(string text) =>
        text.Split('/') is [{ Length: > 0 } owner and not ("." or ".."), { Length: > 0 } name and not ("." or "..")] && (owner + name).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool TryParseHost(string text, out ReleaseHostKind host)
    {
        host = text == "github" ? ReleaseHostKind.GitHub : ReleaseHostKind.Directory;
        return text is "github" or "directory";
    }
}
