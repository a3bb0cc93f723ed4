namespace Registry.Server.Api;

/// <summary>Where the API is.</summary>
internal static class ApiRoutes
{
    /// <summary>The path that all of it begins with.</summary>
    public const string Base = "/api/v1";

    /// <summary>An entity.</summary>
    public const string Entity = "/entities/{namespace}/{name}";

    /// <summary>A header that names the commit that was read, or that deleted.</summary>
    public const string CommitHeader = "Registry-Commit";
}
