using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Credentials;

/// <summary>Signs in as an installation of a GitHub App: a token for an hour, made when it is needed.</summary>
public sealed class InstallationCredentials : IGitHubCredentials, IDisposable
{
    private static readonly TimeSpan s_early = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly GitHubClient _app;
    private readonly RepositoryName? _repository;
    private long? _installation;
    private volatile InstallationToken? _current;

    /// <summary>Signs in as an installation that is known.</summary>
    /// <param name="app">A client that signs in with <see cref="AppCredentials"/>; it stays the caller's.</param>
    /// <param name="installation">The installation's number.</param>
    public InstallationCredentials(GitHubClient app, long installation) => (_app, _installation) = (app, installation);

    /// <summary>Signs in as the installation on a repository, for which GitHub is asked once.</summary>
    /// <param name="app">A client that signs in with <see cref="AppCredentials"/>; it stays the caller's.</param>
    /// <param name="repository">The repository.</param>
    public InstallationCredentials(GitHubClient app, RepositoryName repository) => (_app, _repository) = (app, repository);

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
        try
        {
            if (_installation is null)
                _installation = (await _app.Api.SendAsync(new ApiRequest(HttpMethod.Get, _app.Api.At($"repos/{_repository}/installation")), GitHubJson.Default.Installation, cancellationToken)).Id;
            // A token more than is used does no harm.
            var request = new ApiRequest(HttpMethod.Post, _app.Api.At($"app/installations/{_installation}/access_tokens")) { Repeatable = true };
            return await _app.Api.SendAsync(request, GitHubJson.Default.CreatedToken, cancellationToken);
        }
        catch (GitHubException error) when (error.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.Forbidden)
        {
            // Whoever asks for something with these credentials must not take it for missing, or for forbidden, because of them.
            var installation = _installation is { } number ? $"the installation {number}" : $"an installation on {_repository}";
            throw new GitHubException(GitHubErrorKind.Unauthorized, $"There is no token of {installation}: {error.Message}", error) { Status = error.Status };
        }
    }

    private AccessToken? Usable() => _current is { } current && _app.Options.Time.GetUtcNow() < current.ExpiresAt - s_early ? current.Token : null;

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

/// <summary>An installation of an App.</summary>
internal sealed record Installation(long Id);
