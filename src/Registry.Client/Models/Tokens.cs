using System.Text.Json.Serialization;

namespace Registry.Client.Models;

/// <summary>What a new token is to be.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewToken
{
    /// <summary>What it is for: 1 to 100 printable characters.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it may do everything, and manage tokens.</summary>
    public bool Administrator { get; init; }

    /// <summary>The person of a policy's <c>who</c> that it stands for: <c>@login</c> or an e-mail address.</summary>
    public string? Person { get; init; }

    /// <summary>From when on it is worth nothing, UTC; never when absent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A token.</summary>
public sealed record Token
{
    /// <summary>What names it.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it may do everything.</summary>
    public bool Administrator { get; init; }

    /// <summary>The person that it stands for.</summary>
    public string? Person { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it is worth nothing, UTC.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The secret, in the answer to its creation alone.</summary>
    public string? Secret { get; init; }
}

/// <summary>What a token may do with an entity.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="Entity">The entity.</param>
/// <param name="Grants">Of <c>maintainer</c>, <c>download</c>, <c>upload</c>, <c>delete</c>.</param>
public sealed record EntityGrant(string Token, string Entity, IReadOnlyList<string> Grants);

/// <summary>What a token is to be granted.</summary>
/// <param name="Grants">Of <c>maintainer</c>, <c>download</c>, <c>upload</c>, <c>delete</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record NewGrant(IReadOnlyList<string> Grants);

/// <summary>An entity that the caller may use.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="Grants">What the caller may do with it.</param>
public sealed record EntityAccess(string Entity, string Visibility, IReadOnlyList<string> Grants);
