using Registry.Core.Access;
using Registry.Core.Channels;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Entities;

/// <summary>Reads and writes <c>entity.yaml</c>.</summary>
public static class EntitySettingsFormat
{
    /// <summary>The kind of the file.</summary>
    public const string Kind = "Entity";

    private const string ExpectedOwner = "1 to 128 printable characters, such as @acme/billing, and no space at either end";

    /// <summary>Reads the file strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<EntitySettings> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var settings = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<EntitySettings>(problems.Count == 0 ? settings : null, problems);
    }

    /// <summary>The canonical bytes of the file.</summary>
    public static byte[] Write(EntitySettings settings) => new CanonicalYamlWriter()
        .Plain("apiVersion", FileFormat.ApiVersion)
        .Plain("kind", Kind)
        .Text("description", settings.Description)
        .Texts("owners", settings.Owners)
        .Text("visibility", settings.Visibility)
        .Texts("sharedWith", settings.SharedWith)
        .Text("repository", settings.Repository)
        .Text("defaultChannel", settings.DefaultChannel)
        .Mappings("channels", settings.Channels, ChannelPolicyFormat.Write)
        .Members("properties", settings.Properties)
        .ToBytes();

    private static EntitySettings Read(ObjectReader reader)
    {
        reader.Header(Kind);
        var settings = new EntitySettings
        {
            Description = reader.Text("description"),
            Owners = reader.Texts("owners", ExpectedOwner, ManifestFormat.IsLabel),
            Visibility = reader.Value<string>("visibility", "private, organization or public", ManifestFormat.Checked(EntitySettings.Visibilities.Contains)),
            SharedWith = reader.Texts("sharedWith", AccessTokenFormat.ExpectedId, AccessTokenFormat.IsId),
            Repository = reader.Value<string>("repository", WebAddress.ExpectedRepository, ManifestFormat.Checked(WebAddress.HasNoCredentials)),
            DefaultChannel = reader.Value<string>("defaultChannel", "the name of a channel", ManifestFormat.Checked(text => NameRule.IsValid(text))),
            Channels = ChannelPolicyFormat.Read(reader, required: false),
            Properties = reader.Json("properties"),
        };
        reader.Finish();
        return settings;
    }
}
