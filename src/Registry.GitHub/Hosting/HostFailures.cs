using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.GitHub.Errors;

namespace Registry.GitHub.Hosting;

/// <summary>Says in the registry's words what GitHub does not do.</summary>
internal static class HostFailures
{
    /// <summary>A publication that fails for the host's sake.</summary>
    public static NotPublished Of(GitHubException error) => new(new Problem(RegistryRules.GitHubFailed, null, error.Message), PublishFailure.Host, error.ResumeAt);

    /// <summary>Runs a step, whose failures become problems of a rule.</summary>
    /// <exception cref="RegistryException">GitHub refuses, or does not answer; or this machine's disk fails.</exception>
    public static async Task<T> GuardAsync<T>(RepositoryReleases releases, Rule rule, Func<Task<T>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await ExplainAsync(releases, rule, step, cancellationToken);
        }
        catch (GitHubException error)
        {
            throw new RegistryException(rule, error.Message, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.HostUnusable, error.Message, error);
        }
    }

    /// <summary>Runs a step; what GitHub does not find, though it should be there, is explained.</summary>
    public static async Task<T> ExplainAsync<T>(RepositoryReleases releases, Rule rule, Func<Task<T>> step, CancellationToken cancellationToken)
    {
        try
        {
            return await step();
        }
        catch (GitHubException error) when (error.Kind == GitHubErrorKind.NotFound)
        {
            throw await releases.ExplainAsync(error, rule, cancellationToken);
        }
    }
}
