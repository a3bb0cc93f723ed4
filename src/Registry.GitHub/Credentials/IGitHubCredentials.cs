namespace Registry.GitHub.Credentials;

/// <summary>Where requests get their token from. Implementations are thread-safe.</summary>
public interface IGitHubCredentials
{
    /// <summary>The token for a request that is sent now; <see langword="null"/> for one without.</summary>
    ValueTask<AccessToken?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Takes note that GitHub refused a token.</summary>
    /// <returns>Whether <see cref="GetAsync"/> may now give another, so that trying again makes sense.</returns>
    bool Discard(AccessToken refused);
}
