using System.Diagnostics;
using Registry.Core.Rules;

namespace Registry.Cli.Demonstration;

/// <summary>Runs <c>dotnet</c> as a user would.</summary>
internal static class Dotnet
{
    // What 'dotnet run' sets for its own build would be taken for the settings of this one.
    private static readonly string[] s_foreign = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed, line by line.</returns>
    /// <exception cref="RegistryException">It cannot be started.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string directory, IEnumerable<string> args, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", args) { WorkingDirectory = directory, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var name in s_foreign) start.Environment.Remove(name);
        start.Environment["DOTNET_NOLOGO"] = "1";
        // The processes that MSBuild keeps for the next build would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start) ?? throw new RegistryException(RegistryRules.BuildHost, "dotnet cannot be started");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Whether a line says what became of a version, or of the build.</summary>
    public static bool IsOfInterest(string line) =>
        line.Contains("error", StringComparison.Ordinal) || line.Contains("warning", StringComparison.Ordinal) || line.StartsWith("Build ", StringComparison.Ordinal)
        || line.TrimStart().StartsWith("created ", StringComparison.Ordinal) || line.TrimStart().StartsWith("unchanged ", StringComparison.Ordinal);
}
