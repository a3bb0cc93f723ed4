using System.Globalization;
using Registry.Bench.Processes;

namespace Registry.Bench.Setup;

/// <summary>Emits, each of a new source into an entity that is there.</summary>
internal static class Emit
{
    private static int s_count;

    /// <summary>A source that nobody emitted yet.</summary>
    public static string NewSource() => Lines.Hash(string.Create(CultureInfo.InvariantCulture, $"emit {Environment.ProcessId} {Interlocked.Increment(ref s_count)}"));

    /// <summary>Runs one cold process.</summary>
    public static Task<Finished> RunAsync(Workspace workspace, string repository, string entity) =>
        workspace.RunAsync(repository, "emit", entity, "--source-hash", $"sha256:{NewSource()}", "--semver", "2.0.0", "--file", workspace.Artifact, "--json");
}
