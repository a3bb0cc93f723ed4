using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Access;

/// <summary>A grant: what <c>access/grants/&lt;token&gt;/&lt;namespace&gt;/&lt;name&gt;.yaml</c> says.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Grants">What the token may do with it.</param>
public sealed record Grant(string Token, EntityName Entity, Grants Grants);

/// <summary>Reads and writes grants.</summary>
public static class GrantFormat
{
    /// <summary>The kind of the file.</summary>
    public const string Kind = "Grant";

    /// <summary>The words for grants.</summary>
    public static IReadOnlyList<string> Words { get; } = ["maintainer", "download", "upload", "delete"];

    /// <summary>Reads a grant strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<Grant> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var grant = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<Grant>(problems.Count == 0 ? grant : null, problems);
    }

    /// <summary>The canonical bytes of the file.</summary>
    public static byte[] Write(Grant grant) => new CanonicalYamlWriter()
        .Plain("apiVersion", FileFormat.ApiVersion)
        .Plain("kind", Kind)
        .Text("token", grant.Token)
        .Text("entity", grant.Entity.ToString())
        .Texts("grants", Format(grant.Grants))
        .ToBytes();

    /// <summary>The words for grants, in their order.</summary>
    public static IReadOnlyList<string> Format(Grants grants) => [.. Words.Where((_, index) => grants.HasFlag((Grants)(1 << index)))];

    /// <summary>Parses words; <see langword="null"/> when one of them is none.</summary>
    public static Grants? Parse(IEnumerable<string> words)
    {
        var grants = Grants.None;
        foreach (var word in words)
        {
            var index = Words.ToList().IndexOf(word);
            if (index < 0) return null;
            grants |= (Grants)(1 << index);
        }

        return grants;
    }

    private static Grant? Read(ObjectReader reader)
    {
        reader.Header(Kind);
        var token = reader.Value<string>("token", AccessTokenFormat.ExpectedId, ManifestFormat.Checked(AccessTokenFormat.IsId), required: true);
        var entity = reader.Value<EntityName>("entity", "namespace/name", EntityName.TryParse, required: true);
        var words = reader.Texts("grants", "maintainer, download, upload or delete", Words.Contains);
        reader.Finish();
        if (words.Count == 0) reader.Complain(RegistryRules.MissingKey, "grants", "a grant of nothing; expected at least one word, or no file");
        return token is null || entity is null || Parse(words) is not { } grants ? null : new Grant(token, entity, grants);
    }
}
