using Registry.Cli.Hosting;
using Registry.Cli.Tests.PullRequests;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

/// <summary>Commands on a registry whose files are releases on GitHub.</summary>
public sealed class GitHubFileTests
{
    private const string Billing = TestRegistry.Billing;
    private const string List = "GET /repos/{owner}/{repo}/releases";
    private const string Upload = "POST /repos/{owner}/{repo}/releases/{release_id}/assets";

    [Fact]
    public async Task FilesComeBackAsTheyWentInAndAreVerified()
    {
        await using var gitHub = await CreateAsync();
        var registry = gitHub.Registry;
        await registry.EmitAsync("a", Billing, "--set-active");
        // An emit costs the same however many releases there are: it collects nothing.
        Assert.Equal(1, Count(gitHub, List));

        var show = await registry.DoAsync("show", Billing, "--json");
        await registry.DoAsync("download", Billing, "-o", "out");
        await registry.DoAsync("verify", Billing);

        Assert.Equal("a.bin", show.Json.GetProperty("files")[0].GetProperty("name").GetString());
        Assert.Equal(File.ReadAllText(registry.FileOf("a")), File.ReadAllText(Path.Combine(registry.WorkingDirectory, "out", "a.bin")));
    }

    [Fact]
    public async Task AnEmitThatIsKnownAsksNobody()
    {
        await using var gitHub = await CreateAsync();
        await gitHub.Registry.EmitAsync("a");
        var before = gitHub.GitHub.Requests.Count;

        var run = await gitHub.Registry.DoAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", gitHub.Registry.FileOf("a"), "--json");

        Assert.Equal("unchanged", run.Json.GetProperty("outcome").GetString());
        Assert.Equal(before, gitHub.GitHub.Requests.Count);
    }

    [Fact]
    public async Task WithoutATokenAnEmitWaitsAndSaysWhatToSet()
    {
        await using var gitHub = await CreateAsync();
        gitHub.Registry.Variables.Remove("GITHUB_TOKEN", out var token);

        var run = await gitHub.Registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", gitHub.Registry.FileOf("a"));
        gitHub.Registry.Variables["GH_TOKEN"] = token!;
        await gitHub.Registry.DoAsync("flush");

        Assert.Contains("GITHUB_TOKEN or GH_TOKEN", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, Count(gitHub, Upload));
        await gitHub.Registry.DoAsync("verify");
    }

    [Fact]
    public async Task AFileThatGitHubDoesNotTakeIsRefusedAndDoesNotWait()
    {
        await using var gitHub = await CreateAsync();
        var file = Path.Combine(gitHub.Registry.WorkingDirectory, "empty.bin");
        File.WriteAllText(file, "");

        (await gitHub.Registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", file)).Broke(RegistryRules.HostLimit, ExitCode.Failed);

        Assert.Empty(gitHub.GitHub.Requests);
        await gitHub.Registry.EmitAsync("b");
    }

    /// <summary>On the machine's clock: GitHub wants writes a second apart.</summary>
    private static async Task<GitHubRegistry> CreateAsync()
    {
        var gitHub = await GitHubRegistry.CreateAsync(Settings.OnGitHub);
        gitHub.Registry.Clock = TimeProvider.System;
        return gitHub;
    }

    private static int Count(GitHubRegistry gitHub, string operation) => gitHub.GitHub.Requests.Count(request => request.Operation == operation);
}
