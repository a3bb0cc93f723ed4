using System.Diagnostics.CodeAnalysis;
using NuGet.Versioning;
using Registry.Core.Entities;

namespace Registry.Core.Versions;

/// <summary>How a reference chooses among the versions of an entity.</summary>
public enum ReferenceKind
{
    /// <summary><c>ns/name</c>: what the default channel points at.</summary>
    Active,

    /// <summary><c>ns/name:channel</c>.</summary>
    Channel,

    /// <summary><c>ns/name@2026.11.21-104301</c>.</summary>
    Id,

    /// <summary><c>ns/name@1.4.0</c>: the newest version of that SemVer that is not archived.</summary>
    SemVer,

    /// <summary><c>ns/name@alias</c>.</summary>
    Alias,
}

/// <summary>A reference to a version (specification, part 2).</summary>
public sealed record VersionReference
{
    /// <summary>What a reference looks like, for messages.</summary>
    public const string Expected = "ns/name, ns/name:channel, ns/name@<id>, ns/name@<semver> or ns/name@<alias>";

    private VersionReference(EntityName entity, ReferenceKind kind, string text) => (Entity, Kind, Selector) = (entity, kind, text);

    /// <summary>The entity.</summary>
    public EntityName Entity { get; }

    /// <summary>How it chooses.</summary>
    public ReferenceKind Kind { get; }

    /// <summary>What stands after the <c>:</c> or <c>@</c>; empty for <see cref="ReferenceKind.Active"/>.</summary>
    public string Selector { get; }

    /// <summary>A reference to a version by its id.</summary>
    public static VersionReference ById(EntityName entity, VersionId id) => new(entity, ReferenceKind.Id, id.ToString());

    /// <summary>Parses a reference.</summary>
    /// <exception cref="FormatException">The text is not a reference.</exception>
    public static VersionReference Parse(string text) =>
        TryParse(text, out var reference) ? reference : throw new FormatException($"'{text}' is not a reference; expected {Expected}.");

    /// <summary>Parses a reference; false when the text is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out VersionReference? reference)
    {
        reference = null;
        if (text is null) return false;
        var at = text.IndexOfAny(['@', ':']);
        if (!EntityName.TryParse(at < 0 ? text : text[..at], out var entity)) return false;
        var selector = at < 0 ? "" : text[(at + 1)..];
        if (KindOf(at < 0 ? '\0' : text[at], selector) is not { } kind) return false;
        reference = new VersionReference(entity, kind, selector);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ReferenceKind.Active => Entity.ToString(),
        ReferenceKind.Channel => $"{Entity}:{Selector}",
        _ => $"{Entity}@{Selector}",
    };

    private static ReferenceKind? KindOf(char separator, string selector) => separator switch
    {
        '\0' => ReferenceKind.Active,
        ':' => NameRule.IsValid(selector) ? ReferenceKind.Channel : null,
        _ when VersionId.TryParse(selector, out _) => ReferenceKind.Id,
        _ when SemanticVersion.TryParse(selector, out _) => ReferenceKind.SemVer,
        _ when RecordFormat.IsAlias(selector) => ReferenceKind.Alias,
        _ => null,
    };
}
