using System.Collections.Concurrent;
using System.Text;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Access;

/// <summary>The tokens and apps that the server knows.</summary>
internal sealed class Tokens(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Token> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, App> _apps = new();

    public IEnumerable<App> Apps => _apps.Values;

    public void Add(App app) => _apps[app.Id] = app;

    public Token Add(Token token) => _tokens[token.Value] = token;

    public void Revoke(string token) => _tokens.TryRemove(token, out _);

    /// <summary>Who a header <c>Authorization</c> names; <see langword="null"/> without one.</summary>
    /// <exception cref="Refusal">It names nobody.</exception>
    public Token? Find(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization)) return null;
        var found = Secret(authorization) is { } secret ? _tokens.GetValueOrDefault(secret) : null;
        return found is not null && !(found.ExpiresAt <= time.GetUtcNow()) ? found : throw Refusal.Because(401, "Bad credentials");
    }

    /// <summary>The app that signed a header <c>Authorization</c>.</summary>
    /// <exception cref="Refusal">None did.</exception>
    public App FindApp(string? authorization) => Secret(authorization ?? "") is { } secret
        ? AppSignature.Verify(secret, Apps, time.GetUtcNow())
        : throw Refusal.Because(401, "A JSON web token could not be decoded");

    /// <summary>The token of a header: GitHub takes it as a bearer, under its own name, and as a password.</summary>
    private static string? Secret(string authorization)
    {
        if (authorization.Split(' ', 2) is not [var scheme, var value]) return null;
        if (!scheme.Equals("basic", StringComparison.OrdinalIgnoreCase))
            return scheme.Equals("bearer", StringComparison.OrdinalIgnoreCase) || scheme.Equals("token", StringComparison.OrdinalIgnoreCase) ? value : null;
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2).ElementAtOrDefault(1) : null;
    }
}
