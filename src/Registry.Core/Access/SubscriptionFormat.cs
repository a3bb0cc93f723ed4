using System.Diagnostics.CodeAnalysis;
using Registry.Core.Entities;
using Registry.Core.Events;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Access;

/// <summary>Reads <c>access/subscriptions/&lt;name&gt;.yaml</c>, which people write, and writes it.</summary>
public static class SubscriptionFormat
{
    /// <summary>The kind of the file.</summary>
    public const string Kind = "Subscription";

    private static readonly ChangeKind[] s_kinds = Enum.GetValues<ChangeKind>();

    /// <summary>The word for a kind of change, such as <c>versionAdded</c>.</summary>
    public static string Format(ChangeKind kind)
    {
        var name = kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>Reads a subscription strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<Subscription> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var subscription = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<Subscription>(problems.Count == 0 ? subscription : null, problems);
    }

    /// <summary>The canonical bytes of the file.</summary>
    public static byte[] Write(Subscription subscription) => new CanonicalYamlWriter()
        .Plain("apiVersion", FileFormat.ApiVersion)
        .Plain("kind", Kind)
        .Text("name", subscription.Name)
        .Text("url", subscription.Url.OriginalString)
        .Texts("entities", subscription.Entities)
        .Texts("changes", [.. subscription.Changes.Select(Format)])
        .ToBytes();

    private static Subscription? Read(ObjectReader reader)
    {
        reader.Header(Kind);
        var name = reader.Value<string>("name", NameRule.Expected, ManifestFormat.Checked(text => NameRule.IsValid(text)), required: true);
        var url = reader.Value<Uri>("url", "an address, https://… (or http://… of this machine), without credentials", TryParseUrl, required: true);
        var entities = reader.Texts("entities", "namespace/name, namespace/* or *", IsPattern);
        var words = reader.Texts("changes", string.Join(", ", s_kinds.Select(Format)), word => s_kinds.Any(kind => Format(kind) == word));
        reader.Finish();
        return name is null || url is null ? null : new Subscription { Name = name, Url = url, Entities = entities, Changes = [.. s_kinds.Where(kind => words.Contains(Format(kind), StringComparer.Ordinal))] };
    }

    private static bool TryParseUrl(string text, [MaybeNullWhen(false)] out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.UserInfo.Length == 0 && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback));

    private static bool IsPattern(string text) => text == "*" || EntityName.TryParse(text, out _) || (text.EndsWith("/*", StringComparison.Ordinal) && NameRule.IsValid(text.AsSpan(0, text.Length - 2)));
}
