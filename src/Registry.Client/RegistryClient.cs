using Registry.Client.Calls;
using Registry.Client.Transport;

namespace Registry.Client;

/// <summary>
/// A registry's service. Every call throws <see cref="RegistryClientException"/> when the service refuses it or cannot be reached, and
/// <see cref="ArgumentException"/> for a name that no address can hold. Calls that are safe to repeat are repeated a few times while the service says
/// that it is busy. Safe for concurrent use.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(100);

    private readonly HttpMessageHandler? _own;
    private readonly HttpClient _calls;
    private readonly HttpClient _streams;

    /// <summary>Makes a client; nothing is called yet.</summary>
    /// <param name="service">The service's address, such as <c>https://versions.example.com/</c>.</param>
    /// <param name="options">How it is called.</param>
    /// <exception cref="ArgumentException">The address is none, has credentials in it, or is another machine's without TLS; or the token cannot be one.</exception>
    public RegistryClient(Uri service, RegistryClientOptions? options = null)
    {
        options ??= new RegistryClientOptions();
        var address = ServiceAddress.Check(service, options.AllowsPlainHttp);
        ServiceAddress.CheckToken(options.Token);
        _own = options.Http is null ? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(30), PooledConnectionLifetime = TimeSpan.FromMinutes(5) } : null;
        // What streams takes as long as it takes; a call that is answered at once does not.
        _calls = options.Http ?? new HttpClient(_own!, disposeHandler: false) { Timeout = s_patience };
        _streams = options.Http ?? new HttpClient(_own!, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var transport = new ApiTransport(_calls, _streams, address, options.Token, options.Time);
        Entities = new EntityCalls(transport);
        Versions = new VersionCalls(transport);
        Channels = new ChannelCalls(transport);
        Uploads = new UploadCalls(transport);
        Downloads = new DownloadCalls(transport);
        Access = new AccessCalls(transport);
        Tokens = new TokenCalls(transport);
        Events = new EventCalls(transport, options.Time);
    }

    /// <summary>Entities.</summary>
    public EntityCalls Entities { get; }

    /// <summary>The versions of entities.</summary>
    public VersionCalls Versions { get; }

    /// <summary>The channels of entities.</summary>
    public ChannelCalls Channels { get; }

    /// <summary>New versions with their files.</summary>
    public UploadCalls Uploads { get; }

    /// <summary>The files of versions.</summary>
    public DownloadCalls Downloads { get; }

    /// <summary>Who may do what.</summary>
    public AccessCalls Access { get; }

    /// <summary>Tokens, for administrators.</summary>
    public TokenCalls Tokens { get; }

    /// <summary>Commits as they land.</summary>
    public EventCalls Events { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_own is null) return;
        _calls.Dispose();
        _streams.Dispose();
        _own.Dispose();
    }
}
