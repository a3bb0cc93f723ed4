using Registry.Core.Channels;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Access;

/// <summary>Who may use the service: what <c>access/tokens/&lt;id&gt;.yaml</c> says. The secret itself stands nowhere.</summary>
public sealed record AccessToken
{
    /// <summary>What names it: 16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for; shown wherever somebody is told who did something.</summary>
    public required string Description { get; init; }

    /// <summary>Whether it may do everything, and manage tokens.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The person of a policy's <c>who</c> that it stands for; nobody when <see langword="null"/>.</summary>
    public Principal? Person { get; init; }

    /// <summary>When it was made, UTC, in whole seconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it is worth nothing, UTC, in whole seconds; never when <see langword="null"/>.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Digest of the secret. The secret is 256 random bits, so nothing slower than SHA-256 is needed.</summary>
    public required Digest SecretHash { get; init; }

    /// <summary>A new token, of which it is still to be said who made it. Times are cut to whole seconds.</summary>
    /// <param name="secret">Its secret.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="isAdministrator">Whether it may do everything.</param>
    /// <param name="person">The person that it stands for.</param>
    /// <param name="expiresAt">From when on it is worth nothing.</param>
    /// <param name="now">The time, UTC.</param>
    public static AccessToken Create(TokenSecret secret, string description, bool isAdministrator, Principal? person, DateTimeOffset? expiresAt, DateTimeOffset now) => new()
    {
        Id = secret.Id,
        Description = description,
        IsAdministrator = isAdministrator,
        Person = person,
        CreatedAt = VersionId.From(now).Time,
        CreatedBy = "",
        ExpiresAt = expiresAt is { } end ? VersionId.From(end).Time : null,
        SecretHash = secret.Hash,
    };

    /// <summary>Who acts by it, as git names a person.</summary>
    public string Actor => $"{Description} <{Id}@token.registry>";

    /// <summary>Whether it has expired.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;
}
