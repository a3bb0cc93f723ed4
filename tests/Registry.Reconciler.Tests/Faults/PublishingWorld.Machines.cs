using System.Diagnostics;
using Registry.FakeGitHub.Access;
using Registry.Git;
using Registry.Git.Leases;
using Registry.GitHub;
using Registry.Testing.Programs;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Machines that are not as they should be: with a full disk, or with a clock of their own.</summary>
internal sealed partial class PublishingWorld
{
    /// <summary>Whether a process may have a disk of its own here.</summary>
    public static bool HasDisks()
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var trial = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]) { UseShellExecute = false, RedirectStandardError = true })!;
        trial.WaitForExit();
        return trial.ExitCode == 0;
    }

    /// <summary>Runs a pass on a machine that never saw the registry, whose disk for caches is small.</summary>
    /// <returns>Its exit code, and what it says is wrong.</returns>
    public async Task<(int Exit, string Error)> ReconcileOnDiskAsync(int kilobytes)
    {
        var home = Directory.CreateDirectory(_sandbox.Combine("disk")).FullName;
        var start = StartOf("unshare", ["--map-root-user", "--mount", "sh", "-c", $"mount -t tmpfs -o size={kilobytes}k none '{home}' && exec \"$@\"", "sh",
            Tool.Require("dotnet"), s_commandLine, "--registry", _url, "reconcile", "--once"]);
        start.Environment["REGISTRY_HOME"] = home;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await error);
    }

    /// <summary>Takes the token away from all processes that start from now on, and gives them a GitHub App.</summary>
    public void SignInAs(App app, string key)
    {
        var file = _sandbox.Combine("app.pem");
        File.WriteAllText(file, key);
        _variables.Remove("GITHUB_TOKEN");
        _variables[GitHubEnvironment.AppIdVariable] = $"{app.Id}";
        _variables[GitHubEnvironment.AppKeyVariable] = file;
    }

    /// <summary>Makes a pass on a machine with a clock of its own, which takes the lease and gives it back.</summary>
    public async Task<Pass> PassAtAsync(string name, TimeProvider clock)
    {
        var gitHub = new GitHubEnvironment(_variables.GetValueOrDefault, TimeProvider.System);
        await using var store = await GitRegistryStore.OpenAsync(_url, _sandbox.Options(clock) with
        {
            Home = _sandbox.Combine($"state-{name}"), Lease = new LeaseOptions { Holder = name, Duration = TimeSpan.FromHours(1) }, GitHubReleases = gitHub.OpenReleases,
        }, Token);
        Assert.True(await store.Lease!.TryAcquireAsync(Token));
        var pass = await new RegistryReconciler(store, new ReconcilerOptions { Time = clock, Repository = s_name.ToString() }).RunAsync(PassKind.Everything, Token);
        await store.Lease.ReleaseAsync(Token);
        return pass;
    }
}
