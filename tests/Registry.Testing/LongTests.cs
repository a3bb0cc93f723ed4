namespace Registry.Testing;

/// <summary>Tests that run only when somebody has the time: further rows of a matrix, large scales, many faults. A small version of each runs always.</summary>
public static class LongTests
{
    /// <summary>Why one is left out.</summary>
    public const string Why = "takes minutes: REGISTRY_LONG_TESTS=1 runs it";

    /// <summary>Whether somebody has the time.</summary>
    public static bool AreWanted => Environment.GetEnvironmentVariable("REGISTRY_LONG_TESTS") == "1";
}
