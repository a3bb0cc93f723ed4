namespace Registry.Server.Tests.Support;

/// <summary>How a collector answers.</summary>
public enum OtlpAnswer
{
    /// <summary>It takes what it is sent.</summary>
    Accepted,

    /// <summary>It says that it cannot.</summary>
    Failed,

    /// <summary>It takes the request and says nothing.</summary>
    Never,
}
