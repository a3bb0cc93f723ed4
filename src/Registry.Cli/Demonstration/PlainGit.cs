using System.Diagnostics;
using Registry.Core.Rules;

namespace Registry.Cli.Demonstration;

/// <summary>Does with plain git what the demo shows as done with plain git.</summary>
internal static class PlainGit
{
    public static async Task CommitAllAsync(string directory, string message, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["-C", directory, "commit", "--quiet", "--all", "--message", message]) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name is "GIT_DIR" or "GIT_WORK_TREE" or "GIT_INDEX_FILE").ToList()) start.Environment.Remove(name);
        using var git = Process.Start(start) ?? throw new RegistryException(RegistryRules.GitMissing, "git cannot be started");
        var error = await git.StandardError.ReadToEndAsync(cancellationToken);
        await git.WaitForExitAsync(cancellationToken);
        if (git.ExitCode != 0) throw new RegistryException(RegistryRules.GitFailed, $"git commit failed: {error.Trim()}");
    }
}
