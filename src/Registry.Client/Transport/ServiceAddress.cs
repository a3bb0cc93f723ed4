namespace Registry.Client.Transport;

/// <summary>Checks to whom a client may speak, and with what.</summary>
internal static class ServiceAddress
{
    /// <summary>The service's address, with a slash at its end.</summary>
    /// <exception cref="ArgumentException">It is none, or none that may be called.</exception>
    public static Uri Check(Uri service, bool allowsPlainHttp)
    {
        if (!service.IsAbsoluteUri || !IsWeb(service) || service.Query.Length > 0 || service.Fragment.Length > 0)
            throw new ArgumentException("A service's address is such as https://versions.example.com/.", nameof(service));
        if (service.UserInfo.Length > 0) throw new ArgumentException("A service's address has no credentials in it; give the token for itself.", nameof(service));
        if (service.Scheme == Uri.UriSchemeHttp && !service.IsLoopback && !allowsPlainHttp)
            throw new ArgumentException($"'{service}' is another machine's address without TLS; use https.", nameof(service));
        return service.AbsolutePath.EndsWith('/') ? service : new Uri(service.AbsoluteUri + "/");
    }

    /// <summary>Refuses what cannot be sent as a token, without naming it.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void CheckToken(string? token)
    {
        if (token is not null && (token.Length == 0 || token.AsSpan().ContainsAnyExceptInRange('!', '~'))) throw new ArgumentException("A token has printable ASCII characters and no space.", nameof(token));
    }

    /// <summary>Whether content may be taken from, or sent to, an address that a service names: without TLS only when the service itself is called so.</summary>
    public static bool MayLeadTo(Uri service, Uri address) => address.IsAbsoluteUri && IsWeb(address) && (address.Scheme == Uri.UriSchemeHttps || service.Scheme == Uri.UriSchemeHttp);

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp;
}
