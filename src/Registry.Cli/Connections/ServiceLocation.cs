namespace Registry.Cli.Connections;

/// <summary>Tells services from repositories.</summary>
internal static class ServiceLocation
{
    /// <summary>Whether a location is a service: an address of the web without a path, which no repository has.</summary>
    public static bool IsService(string location)
    {
        var start = location.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
            : location.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length : 0;
        return start > 0 && location.IndexOf('/', start) is var slash && (slash < 0 || slash == location.Length - 1);
    }
}
