namespace Registry.GitHub;

/// <summary>Where GitHub is, and how patient a <see cref="GitHubClient"/> is.</summary>
public sealed record GitHubOptions
{
    /// <summary>The API's address: <c>https://api.github.com/</c>, or <c>https://ghe.example/api/v3/</c> of a GitHub Enterprise server.</summary>
    /// <exception cref="ArgumentException">The address is neither https nor http on this machine.</exception>
    public Uri BaseAddress
    {
        get;
        init => field = IsUsable(value)
            ? new Uri(value.AbsoluteUri.TrimEnd('/') + "/")
            : throw new ArgumentException($"GitHub's address is '{value}'; expected https://…, without user name, query and fragment.", nameof(value));
    } = new("https://api.github.com/");

    /// <summary>The <c>User-Agent</c> header, without which GitHub refuses a request.</summary>
    public string UserAgent { get; init; } = "registry";

    /// <summary>How long a request may make no progress: no byte of content sent, no answer begun, none of it received.</summary>
    public TimeSpan StallLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest time that a request waits for a rate limit; a longer one is <see cref="Errors.GitHubErrorKind.RateLimited"/>.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many requests may run at once; GitHub allows 100.</summary>
    public int MaxConcurrent { get; init; } = 10;

    /// <summary>How often a request that may be repeated is tried again after a fault of the network or of GitHub.</summary>
    public int FaultRetries { get; init; } = 4;

    /// <summary>How often a request is tried again after a rate limit.</summary>
    public int LimitRetries { get; init; } = 3;

    /// <summary>The clock and the timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    // A token must not travel in the clear; http is for servers on this machine.
    private static bool IsUsable(Uri address) => address.IsAbsoluteUri && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
