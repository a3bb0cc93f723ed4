using System.Text.Json.Serialization;

namespace Registry.GitHub.Repositories;

/// <summary>A branch or tag.</summary>
public sealed record GitReference
{
    /// <summary>The full name, such as <c>refs/tags/v1</c>.</summary>
    public required string Ref { get; init; }

    /// <summary>What it points at.</summary>
    [JsonPropertyName("object")]
    public required GitReferenceTarget Target { get; init; }
}

/// <summary>What a reference points at.</summary>
public sealed record GitReferenceTarget
{
    /// <summary><c>commit</c>; or <c>tag</c> for an annotated tag, whose object then names the commit.</summary>
    public required string Type { get; init; }

    /// <summary>The object id.</summary>
    public required string Sha { get; init; }
}
