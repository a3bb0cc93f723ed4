namespace Registry.GitHub.Transport;

/// <summary>Where requests and tokens may go.</summary>
internal static class Origin
{
    /// <summary>Whether two addresses have scheme, host and port in common.</summary>
    public static bool IsSame(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether following from one address to the other keeps the connection as safe as it was.</summary>
    public static bool IsAsSafe(Uri from, Uri to) =>
        to.Scheme == Uri.UriSchemeHttps || (to.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
}
