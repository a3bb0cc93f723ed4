using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Testing;

namespace Registry.Cli.Tests.Processes;

/// <summary>A remote that comes and goes: nothing that was emitted is lost, and nothing arrives twice or out of order.</summary>
public sealed class OutboxTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task WhatWaitedGoesOutFirstInOrderAndOnce()
    {
        using var registry = await RemoteAsync();
        var url = UrlOf(registry);
        await AtAsync(registry, Emit(registry, "a"));
        Vanish(registry);

        foreach (var seed in new[] { "b", "c" })
        {
            var queued = await AtAsync(registry, Emit(registry, seed));
            Assert.Equal("queued", queued.Json.GetProperty("outcome").GetString());
            File.Delete(registry.FileOf(seed));
        }

        ComeBack(registry);
        var last = await AtAsync(registry, Emit(registry, "d"));
        var again = await registry.RunAtAsync(url, "flush", "--json");

        Assert.Equal(4, last.Json.GetProperty("ordinal").GetInt32());
        Assert.Equal(0, again.Ended(ExitCode.Done).Json.GetProperty("flushed").GetInt32());
        Assert.Equal(["d", "c", "b", "a"], await SeedsAsync(registry));
        await registry.DoAsync("validate");
        (await registry.RunAtAsync(url, "verify")).Ended(ExitCode.Done);
    }

    [Fact]
    public async Task AFlushSaysWhatWaitsWhileTheRemoteIsAway()
    {
        using var registry = await RemoteAsync();
        await AtAsync(registry, Emit(registry, "a"));
        Vanish(registry);
        await AtAsync(registry, Emit(registry, "b"));

        var run = await registry.RunAtAsync(UrlOf(registry), "flush", "--json");

        run.Ended(ExitCode.Failed);
        Assert.Equal((0, 1), (run.Json.GetProperty("flushed").GetInt32(), run.Json.GetProperty("waiting").GetInt32()));
        Assert.Contains("REG6005", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmitBeforeTheFirstContactWaitsToo()
    {
        using var registry = await RemoteAsync();
        Vanish(registry);

        var queued = await AtAsync(registry, Emit(registry, "a"));
        ComeBack(registry);
        var flushed = await registry.RunAtAsync(UrlOf(registry), "flush");

        Assert.Equal("queued", queued.Json.GetProperty("outcome").GetString());
        flushed.Ended(ExitCode.Done);
        Assert.Contains($"flushed {Billing} ", flushed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmitThatIsRefusedAfterItWaitedIsSetAsideAndReported()
    {
        using var registry = await RemoteAsync();
        await AtAsync(registry, Emit(registry, "a"));
        Vanish(registry);
        await AtAsync(registry, [.. Emit(registry, "b"), "--channel", "beta"]);
        await AtAsync(registry, Emit(registry, "c"));
        ComeBack(registry);
        registry.Commit(new HandCommit("no beta").Write("registry.yaml", SettingsOf(registry).Replace("- name: beta\n  advance: manual\n", "", StringComparison.Ordinal)));

        var flushed = await registry.RunAtAsync(UrlOf(registry), "flush", "--json");
        var again = await registry.RunAtAsync(UrlOf(registry), "flush", "--json");

        flushed.Ended(ExitCode.Refused);
        Assert.Equal(["refused", "created"], flushed.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("outcome").GetString()));
        Assert.Equal("REG4001", flushed.Json.GetProperty("items")[0].GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Equal(0, again.Ended(ExitCode.Done).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(["c", "a"], await SeedsAsync(registry));
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    public async Task AFlushThatIsKilledAtAnyStepSendsNothingTwice(string when)
    {
        Assert.SkipUnless(RegistryProcess.IsSupported, "needs signals");
        using var registry = await RemoteAsync();
        var git = new KillingGit(registry.Sandbox);
        await QueueAsync(registry, "first");
        (await FlushAsync(registry, git, 0, when)).Ended(ExitCode.Done);
        var steps = git.Starts;

        for (var step = 1; step <= steps; step++)
        {
            await QueueAsync(registry, $"{step}");
            await FlushAsync(registry, git, step, when);
            (await FlushAsync(registry, git, 0, when)).Ended(ExitCode.Done);
        }

        Assert.Equal(Enumerable.Range(1, steps).Reverse().Select(step => $"{step}").Append("first"), await SeedsAsync(registry));
        // The settings are two commits.
        Assert.Equal(2 + 1 + steps, registry.CountCommits());
        Assert.Empty(registry.Sandbox.Run(registry.Path, "fsck", "--strict", "--no-dangling"));
        await registry.DoAsync("validate");
        await registry.DoAsync("verify");
    }

    /// <summary>A bare registry that is reached by its address alone, with files where every machine finds them.</summary>
    private static async Task<TestRegistry> RemoteAsync()
    {
        var registry = await TestRegistry.CreateAsync();
        registry.Commit(new HandCommit("Files for everybody").Write("registry.yaml", SettingsOf(registry)));
        registry.Sandbox.Run(registry.Path, "config", "uploadpack.allowFilter", "true");
        registry.Sandbox.Run(registry.Path, "config", "uploadpack.allowAnySHA1InWant", "true");
        return registry;
    }

    private static string SettingsOf(TestRegistry registry) => Settings.Open.Replace("path: registry/files", $"path: {registry.Sandbox.Combine("files")}", StringComparison.Ordinal);

    private static string UrlOf(TestRegistry registry) => new Uri(registry.Path).AbsoluteUri;

    private static void Vanish(TestRegistry registry) => Directory.Move(registry.Path, registry.Path + ".away");

    private static void ComeBack(TestRegistry registry) => Directory.Move(registry.Path + ".away", registry.Path);

    private static string[] Emit(TestRegistry registry, string seed) =>
        ["emit", Billing, "--source-hash", TestRegistry.HashOf(seed), "--name", seed, "--file", registry.FileOf(seed), "--json"];

    private static async Task<CommandRun> AtAsync(TestRegistry registry, string[] arguments) =>
        (await registry.RunAtAsync(UrlOf(registry), arguments)).Ended(ExitCode.Done);

    private static async Task QueueAsync(TestRegistry registry, string seed)
    {
        Vanish(registry);
        Assert.Equal("queued", (await AtAsync(registry, Emit(registry, seed))).Json.GetProperty("outcome").GetString());
        ComeBack(registry);
    }

    private static Task<CommandRun> FlushAsync(TestRegistry registry, KillingGit git, int step, string when) =>
        new RegistryProcess(registry.Sandbox, UrlOf(registry)) { Variables = git.Variables(step, when) }.RunAsync("flush", "--json");

    private static async Task<IEnumerable<string?>> SeedsAsync(TestRegistry registry) =>
        (await registry.DoAsync("versions", Billing, "--limit", "1000", "--json")).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
