namespace Registry.Client;

/// <summary>How a client calls its service. It is no record: nothing prints the token.</summary>
public sealed class RegistryClientOptions
{
    /// <summary>The token that calls show; <see langword="null"/> for calls without one. It is sent to the service alone, and never logged.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// What sends the calls; the client's own when <see langword="null"/>. One that is given is not disposed of, must not follow redirects, should
    /// send no credentials of its own, and its timeout is also that of uploads, downloads and events.
    /// </summary>
    public HttpClient? Http { get; init; }

    /// <summary>Whether a service of another machine may be called without TLS, by which everybody between sees the token.</summary>
    public bool AllowsPlainHttp { get; init; }

    /// <summary>The clock of waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
