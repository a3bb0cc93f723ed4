namespace Registry.Bench.PlainGit;

/// <summary>Makes git as sure of what it wrote as the product makes it, so that both wait for the same disk.</summary>
internal static class Durability
{
    public static string[] Options { get; } = ["-c", "gc.auto=0", "-c", "core.fsync=objects,derived-metadata,reference"];
}
