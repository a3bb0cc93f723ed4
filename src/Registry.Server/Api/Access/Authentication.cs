using Microsoft.Net.Http.Headers;
using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Access;

/// <summary>Finds out who calls, by the token that a request shows.</summary>
internal static class Authentication
{
    private const string Scheme = "Bearer ";
    private const string TokenHeader = "X-Api-Token";

    /// <summary>A token that nobody has: an unknown id is to take as long as a wrong secret.</summary>
    private static readonly AccessToken s_nobody = new() { Id = "", Description = "", CreatedAt = default, CreatedBy = "", SecretHash = Digest.Of("nobody"u8) };

    /// <summary>Who sent a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="registry">Where the tokens are.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CallRefusedException">It shows something that is no valid token.</exception>
    public static async Task<Caller> FindAsync(HttpRequest request, RegistryReader registry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Shown(request) is not { } text) return Caller.Anonymous;
        if (!TokenSecret.TryParse(text, out var secret)) throw Invalid("what is shown is no token");
        var token = await registry.TokenAsync(secret.Id, cancellationToken);
        if (!secret.Opens(token ?? s_nobody) || token is null) throw Invalid("there is no such token");
        return token.IsExpired(now) ? throw Invalid("the token has expired") : new Caller(token);
    }

    private static string? Shown(HttpRequest request)
    {
        var bearer = (string?)request.Headers[HeaderNames.Authorization];
        var header = (string?)request.Headers[TokenHeader];
        if (bearer is not null && header is not null) throw Invalid($"both Authorization and {TokenHeader} are sent");
        if (bearer is null) return header;
        return bearer.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? bearer[Scheme.Length..].Trim() : throw Invalid("Authorization is of another scheme than Bearer");
    }

    private static CallRefusedException Invalid(string message) => new(RegistryRules.Unauthenticated, message);
}
