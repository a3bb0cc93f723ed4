using Registry.GitHub.Errors;

namespace Registry.GitHub.Transport;

/// <summary>Makes the client's errors of the framework's.</summary>
internal static class Faults
{
    /// <summary>Runs a step of an exchange.</summary>
    /// <exception cref="GitHubException">The network failed, or the exchange stalled.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public static async Task<T> TranslateAsync<T>(ApiRequest request, StallGuard guard, Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or HttpRequestException && guard.HasStalled)
        {
            throw Failures.Interrupted(request, guard.Describe(), error);
        }
        catch (OperationCanceledException error) when (!guard.Token.IsCancellationRequested)
        {
            // Neither the caller nor the guard: the time for a connection has run out.
            throw Failures.NotSent(request, error);
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw Failures.NotSent(request, error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Failures.Interrupted(request, error.Message, error);
        }
    }
}
