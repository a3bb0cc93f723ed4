namespace Registry.GitHub.Credentials;

/// <summary>A token that somebody else made, such as a workflow's or a person's; or none.</summary>
/// <param name="token">The token; <see langword="null"/> to send requests without one.</param>
public sealed class TokenCredentials(AccessToken? token) : IGitHubCredentials
{
    /// <inheritdoc/>
    public ValueTask<AccessToken?> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(token);

    /// <inheritdoc/>
    public bool Discard(AccessToken refused) => false;
}
