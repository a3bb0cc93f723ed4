using Registry.Core.Channels;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Access;

/// <summary>Reads and writes <c>access/tokens/&lt;id&gt;.yaml</c>.</summary>
public static class AccessTokenFormat
{
    /// <summary>The kind of the file.</summary>
    public const string Kind = "Token";

    /// <summary>Longest description, in characters.</summary>
    public const int MaxDescription = 100;

    private const int IdLength = 16;

    /// <summary>What an id looks like, for messages.</summary>
    public const string ExpectedId = "16 lower-case hexadecimal digits";

    /// <summary>What a description looks like, for messages.</summary>
    public const string ExpectedDescription = "1 to 100 printable characters without < and >, and no space at either end";

    /// <summary>Whether a text may be the id of a token.</summary>
    public static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether a text may describe a token: it becomes part of a person as git names one.</summary>
    public static bool IsDescription(string text) =>
        text.Length is > 0 and <= MaxDescription && text.Trim().Length == text.Length && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '<' or '>' or '\u2028' or '\u2029');

    /// <summary>Reads a token strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<AccessToken> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var token = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<AccessToken>(problems.Count == 0 ? token : null, problems);
    }

    /// <summary>The canonical bytes of the file.</summary>
    public static byte[] Write(AccessToken token) => new CanonicalYamlWriter()
        .Plain("apiVersion", FileFormat.ApiVersion)
        .Plain("kind", Kind)
        .Text("id", token.Id)
        .Text("description", token.Description)
        .Plain("administrator", token.IsAdministrator ? "true" : null)
        .Text("person", token.Person?.ToString())
        .Plain("createdAt", ManifestFormat.FormatTime(token.CreatedAt))
        .Text("createdBy", token.CreatedBy)
        .Plain("expiresAt", token.ExpiresAt is { } end ? ManifestFormat.FormatTime(end) : null)
        .Plain("secretHash", token.SecretHash.ToString())
        .ToBytes();

    private static AccessToken? Read(ObjectReader reader)
    {
        reader.Header(Kind);
        var id = reader.Value<string>("id", ExpectedId, ManifestFormat.Checked(IsId), required: true);
        var description = reader.Value<string>("description", ExpectedDescription, ManifestFormat.Checked(IsDescription), required: true);
        var isAdministrator = reader.Boolean("administrator");
        var person = reader.Value<Principal>("person", Principal.Expected, Principal.TryParse);
        var createdAt = reader.Struct<DateTimeOffset>("createdAt", ManifestFormat.ExpectedTime, ManifestFormat.TryParseTime, required: true);
        var createdBy = reader.Text("createdBy", required: true);
        var expiresAt = reader.Struct<DateTimeOffset>("expiresAt", ManifestFormat.ExpectedTime, ManifestFormat.TryParseTime);
        var hash = reader.Value<Digest>("secretHash", Digest.Expected, Digest.TryParse, required: true);
        reader.Finish();
        if (id is null || description is null || createdAt is null || createdBy is null || hash is null) return null;
        return new AccessToken
        {
            Id = id,
            Description = description,
            IsAdministrator = isAdministrator ?? false,
            Person = person,
            CreatedAt = createdAt.Value,
            CreatedBy = createdBy,
            ExpiresAt = expiresAt,
            SecretHash = hash,
        };
    }
}
