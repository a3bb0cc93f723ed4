using Registry.GitHub.Errors;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Credentials;

/// <summary>Signs in as an installation of a GitHub App: a token for an hour, made when it is needed.</summary>
/// <param name="app">A client that signs in with <see cref="AppCredentials"/>; it stays the caller's.</param>
/// <param name="installation">The installation's number.</param>
public sealed class InstallationCredentials(GitHubClient app, long installation) : IGitHubCredentials, IDisposable
{
    private static readonly TimeSpan s_early = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile InstallationToken? _current;

    /// <summary>The current token; a new one from a minute before it expires. Callers at the same time share one request.</summary>
    /// <exception cref="GitHubException"><see cref="GitHubErrorKind.Unauthorized"/> when the installation is unknown or suspended, or the App is; other kinds when GitHub does not answer.</exception>
    public async ValueTask<AccessToken?> GetAsync(CancellationToken cancellationToken)
    {
        if (Usable() is { } ready) return ready;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Usable() is { } made) return made;
            var created = await CreateAsync(cancellationToken);
            _current = new InstallationToken(new AccessToken(created.Token), created.ExpiresAt);
            return _current.Token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public bool Discard(AccessToken refused)
    {
        // Somebody else may have seen to it already.
        if (_current is { } current && ReferenceEquals(current.Token, refused)) _current = null;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<CreatedToken> CreateAsync(CancellationToken cancellationToken)
    {
        // A token more than is used does no harm.
        var request = new ApiRequest(HttpMethod.Post, app.Api.At($"app/installations/{installation}/access_tokens")) { Repeatable = true };
        try
        {
            return await app.Api.SendAsync(request, GitHubJson.Default.CreatedToken, cancellationToken);
        }
        catch (GitHubException error) when (error.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.Forbidden)
        {
            // Whoever asks for something with these credentials must not take it for missing, or for forbidden, because of them.
            throw new GitHubException(GitHubErrorKind.Unauthorized, $"There is no token of the installation {installation}: {error.Message}", error) { Status = error.Status };
        }
    }

    private AccessToken? Usable() => _current is { } current && app.Options.Time.GetUtcNow() < current.ExpiresAt - s_early ? current.Token : null;

    private sealed record InstallationToken(AccessToken Token, DateTimeOffset ExpiresAt);
}

/// <summary>GitHub's answer.</summary>
internal sealed record CreatedToken
{
    public required string Token { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    // A record prints its members; this one must not.
    public override string ToString() => nameof(CreatedToken);
}
