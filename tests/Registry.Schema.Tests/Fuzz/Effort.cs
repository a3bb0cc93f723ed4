#pragma warning disable CA5394 // Not a secret: a failure is run again from the seed.
namespace Registry.Schema.Tests.Fuzz;

/// <summary>How much is tried: little, from seeds that stay; much, from new seeds, with <c>REGISTRY_LONG_TESTS=1</c>.</summary>
internal static class Effort
{
    private static readonly bool s_long = Environment.GetEnvironmentVariable("REGISTRY_LONG_TESTS") == "1";

    public static TheoryData<int> Seeds => s_long ? [.. Enumerable.Range(0, 10).Select(_ => Random.Shared.Next())] : [1, 2, 3];

    public static int Rounds => s_long ? 20_000 : 1_000;
}
