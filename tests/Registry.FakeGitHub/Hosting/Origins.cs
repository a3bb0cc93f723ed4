namespace Registry.FakeGitHub.Hosting;

/// <summary>The addresses of the server's parts as one client sees them, without a slash at their ends.</summary>
/// <param name="Api">The API and git.</param>
/// <param name="Uploads">Where assets are sent.</param>
/// <param name="Storage">Where assets are kept; not part of GitHub, so that no token may be sent there.</param>
internal sealed record Origins(string Api, string Uploads, string Storage)
{
    /// <summary>Where people look.</summary>
    public string Web => Api;

    /// <summary>The addresses for a client that comes through a proxy, as the <c>gh</c> command does: it speaks plain HTTP to this host alone.</summary>
    public Origins ForHost(string host) => host.EndsWith(".github.localhost", StringComparison.Ordinal)
        ? this with { Api = "http://api.github.localhost", Uploads = "http://uploads.github.localhost" }
        : this;
}
