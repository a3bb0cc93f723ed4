using Registry.Core.Rules;
using Registry.GitHub.Repositories;

namespace Registry.GitHub.Credentials;

/// <summary>The GitHub App that the environment names.</summary>
/// <param name="App">Its client id or its number.</param>
/// <param name="KeyFile">The file with its RSA key in PEM. What it holds is told to nobody.</param>
/// <param name="Installation">The number of the installation; <see langword="null"/> for the one on the repository that a client is for.</param>
internal sealed record AppSettings(string App, string KeyFile, long? Installation)
{
    /// <summary>Reads the settings.</summary>
    /// <param name="variable">Reads a variable; what is empty is <see langword="null"/>.</param>
    /// <returns><see langword="null"/> when no App is named.</returns>
    /// <exception cref="RegistryException">A part of it is missing, or is no number.</exception>
    public static AppSettings? Read(Func<string, string?> variable)
    {
        var (app, key) = (variable(GitHubEnvironment.AppIdVariable), variable(GitHubEnvironment.AppKeyVariable));
        if (app is null && key is null) return null;
        if (app is null || key is null)
            throw new RegistryException(RegistryRules.GitHubFailed, $"of the GitHub App, {(app is null ? GitHubEnvironment.AppIdVariable : GitHubEnvironment.AppKeyVariable)} is missing; both belong together");
        if (variable(GitHubEnvironment.InstallationVariable) is not { } text) return new AppSettings(app, key, null);
        return long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? new AppSettings(app, key, number)
            : throw new RegistryException(RegistryRules.GitHubFailed, $"{GitHubEnvironment.InstallationVariable} is '{text}'; expected the number of an installation");
    }

    /// <summary>Opens a client that signs in as the installation, and disposes of all that it needs for that. Nothing is sent.</summary>
    /// <param name="options">Where GitHub is.</param>
    /// <param name="repository">The repository that the client is for.</param>
    /// <exception cref="RegistryException">The key cannot be read.</exception>
    /// <exception cref="ArgumentException">The file holds no key.</exception>
    public GitHubClient Open(GitHubOptions options, RepositoryName repository)
    {
#pragma warning disable CA2000 // The client disposes of what it owns.
        var signing = new AppCredentials(App, ReadKey(), options.Time);
        var app = new GitHubClient(options, signing) { Owned = [signing] };
        var credentials = Installation is { } number ? new InstallationCredentials(app, number) : new InstallationCredentials(app, repository);
        return new GitHubClient(options, credentials) { Owned = [credentials, app] };
#pragma warning restore CA2000
    }

    private string ReadKey()
    {
        try
        {
            return File.ReadAllText(KeyFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.GitHubFailed, $"the key of the GitHub App, which {GitHubEnvironment.AppKeyVariable} names, cannot be read: {error.Message}", error);
        }
    }
}
