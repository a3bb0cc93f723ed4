using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Commands;

public sealed class DoctorTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task ASoundRegistryHasNothingToMend()
    {
        using var registry = await TestRegistry.CreateAsync(bare: false);
        await registry.EmitAsync("a");

        var run = await registry.DoAsync("doctor", "--json");

        Assert.Equal("ok checks", run.Names);
        Assert.All(run.Json.GetProperty("checks").EnumerateArray(), check => Assert.Equal("check state message", CommandRun.NamesOf(check)));
        Assert.Equal(
            ["git", "registry", "outbox", "opening", "identity", "branch", "work tree", "objects", "settings", "files", "contents"],
            run.Json.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("check").GetString()));
    }

    [Fact]
    public async Task WithoutGitNothingElseIsLookedAt()
    {
        using var place = TestRegistry.None();
        place.Sandbox.SetVariable("PATH", place.Sandbox.Path);

        await ExpectAsync(place, place.Path, "git", "broken", "Install git");
    }

    [Fact]
    public async Task AnUnknownCommitterIsFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        File.WriteAllText(registry.Sandbox.UserConfiguration, "[user]\n\tuseConfigOnly = true\n");

        await ExpectAsync(registry, registry.Path, "identity", "broken", "git config --global user.name");
    }

    [Fact]
    public async Task ADetachedHeadIsFound()
    {
        using var registry = await TestRegistry.CreateAsync(bare: false);
        registry.Sandbox.Run(registry.Path, "checkout", "--quiet", "--detach");

        await ExpectAsync(registry, registry.Path, "branch", "broken", $"git -C {registry.Path} switch main");
    }

    [Fact]
    public async Task ARemoteThatCannotBeReachedIsFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        var clone = Clone(registry);
        Directory.Move(registry.Path, registry.Path + ".away");

        await ExpectAsync(registry, clone, "remote", "broken", $"git -C {clone} ls-remote origin");
        await ExpectAsync(registry, new Uri(registry.Path).AbsoluteUri, "opening", "broken", "Check the address");
    }

    [Fact]
    public async Task ACloneThatIsOutOfDateIsFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        var clone = Clone(registry);
        await registry.EmitAsync("a");

        await ExpectAsync(registry, clone, "remote", "warning", $"git -C {clone} pull --rebase");
    }

    [Fact]
    public async Task ACloneThatIsAheadIsFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        var clone = Clone(registry);
        (await registry.RunAtAsync(clone, "entity", "create", Billing)).Ended(ExitCode.Done);

        await ExpectAsync(registry, clone, "remote", "warning", $"git -C {clone} push origin HEAD");
    }

    [Fact]
    public async Task ChangesInTheWorkTreeAreFound()
    {
        using var registry = await TestRegistry.CreateAsync(bare: false);
        File.AppendAllText(Path.Combine(registry.Path, "registry.yaml"), "# mine\n");

        await ExpectAsync(registry, registry.Path, "work tree", "warning", $"git -C {registry.Path} status");
    }

    [Fact]
    public async Task WhatWaitsInTheOutboxIsFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        var url = new Uri(registry.Path + ".away").AbsoluteUri;
        (await registry.RunAtAsync(url, "emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"))).Ended(ExitCode.Done);

        registry.Commit(new HandCommit("Files for everybody").Write("registry.yaml", Settings.Open.Replace("registry/files", registry.Sandbox.Combine("files"), StringComparison.Ordinal)));
        Directory.Move(registry.Path, registry.Path + ".away");

        await ExpectAsync(registry, url, "outbox", "warning", "registry flush");
    }

    [Fact]
    public async Task BrokenFilesAreFoundWithTheirWayOut()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        registry.Commit(new HandCommit("break").Write(TestRegistry.ChannelPath("stable"), "version: soon\n").Write(TestRegistry.SourcePath("a"), "2026.11.21-115959\n"));

        var message = await ExpectAsync(registry, registry.Path, "contents", "broken", "registry validate");

        Assert.Contains($"{TestRegistry.ChannelPath("stable")}(1,10): error REG1010", message, StringComparison.Ordinal);
        Assert.Contains($"{TestRegistry.SourcePath("a")}: error REG3007", message, StringComparison.Ordinal);
        Assert.Contains("Correct the sources file: the manifests are right.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenSettingsAreFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        registry.Commit(new HandCommit("break").Write("registry.yaml", Settings.Open.Replace("name: acme", "nom: acme", StringComparison.Ordinal)));

        await ExpectAsync(registry, registry.Path, "settings", "broken", "Add the key");
    }

    [Fact]
    public async Task AFolderForFilesThatCannotBeUsedIsFound()
    {
        using var registry = await TestRegistry.CreateAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(registry.Files)!);
        File.WriteAllText(registry.Files, "in the way");

        await ExpectAsync(registry, registry.Path, "files", "broken", "releases.path");
    }

    private static string Clone(TestRegistry registry)
    {
        var clone = registry.Sandbox.Combine("clone");
        registry.Sandbox.Run(registry.Sandbox.Path, "clone", "--quiet", registry.Path, clone);
        return clone;
    }

    /// <summary>The doctor finds it, tells in both forms of output how to mend it, and fails when it is broken.</summary>
    private static async Task<string> ExpectAsync(TestRegistry registry, string location, string check, string state, string mend)
    {
        var run = (await registry.RunAtAsync(location, "doctor", "--json")).Ended(state == "broken" ? ExitCode.Failed : ExitCode.Done);
        var found = run.Json.GetProperty("checks").EnumerateArray().Single(item => item.GetProperty("check").GetString() == check);
        Assert.Equal(state, found.GetProperty("state").GetString());
        Assert.Contains(mend, found.GetProperty("mend").GetString(), StringComparison.Ordinal);
        Assert.Contains($"mend it with: {found.GetProperty("mend").GetString()}\n", (await registry.RunAtAsync(location, "doctor")).Output, StringComparison.Ordinal);
        return found.GetProperty("message").GetString()!;
    }
}
