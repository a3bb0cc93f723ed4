using Registry.Core.Access;
using Registry.Core.Channels;

namespace Registry.Server.Api.Access;

/// <summary>Who calls.</summary>
/// <param name="Token">The token that he shows; <see langword="null"/> for somebody without.</param>
internal sealed record Caller(AccessToken? Token)
{
    /// <summary>Somebody without a token.</summary>
    public static Caller Anonymous { get; } = new((AccessToken?)null);

    /// <summary>What he may call at all.</summary>
    public CallerRole Role => Token switch
    {
        null => CallerRole.Anonymous,
        { IsAdministrator: true } => CallerRole.Administrator,
        _ => CallerRole.User,
    };

    /// <summary>Whom policies take him for.</summary>
    public IReadOnlyCollection<Principal> People => Token?.Person is { } person ? [person] : [];
}
