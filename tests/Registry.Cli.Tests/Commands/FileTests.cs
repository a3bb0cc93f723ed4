using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class FileTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task FilesComeBackAsTheyWentIn()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a", Billing, "--set-active", "--file", registry.FileOf("b"));

        var run = await registry.DoAsync("download", Billing, "-o", "out", "--json");

        Assert.Equal("entity version files", run.Names);
        Assert.Equal("name path size sha256", CommandRun.NamesOf(run.Json.GetProperty("files")[0]));
        Assert.Equal(["a.bin", "b.bin"], Directory.EnumerateFiles(Path.Combine(registry.WorkingDirectory, "out")).Select(Path.GetFileName).Order());
        Assert.Equal(File.ReadAllText(registry.FileOf("b")), File.ReadAllText(Path.Combine(registry.WorkingDirectory, "out", "b.bin")));
    }

    [Fact]
    public async Task OneFileOrThoseForAPlatformCanBeChosen()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("any", Billing, "--set-active", "--file", $"{registry.FileOf("linux")},platform=linux", "--file", $"{registry.FileOf("mac")},platform=macos,architecture=arm64");

        var one = await registry.DoAsync("download", Billing, "--file", "mac.bin", "--json");
        var linux = await registry.DoAsync("download", Billing, "--platform", "linux", "--json");
        var none = await registry.RunAsync("download", Billing, "--file", "zip.bin");

        Assert.Equal(["mac.bin"], NamesOf(one));
        Assert.Equal(["any.bin", "linux.bin"], NamesOf(linux));
        none.Broke(RegistryRules.VersionNotFound, ExitCode.NotFound);
        Assert.Contains("any.bin, linux.bin, mac.bin", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CorruptedContentIsNeitherDownloadedNorValid()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a", Billing, "--set-active");
        File.WriteAllText(registry.ContentPath("a"), "CONTENT of a\n");

        var download = await registry.RunAsync("download", Billing, "-o", "out");
        var verify = await registry.RunAsync("verify", Billing, "--json");

        download.Broke(RegistryRules.ContentMismatch, ExitCode.Failed);
        Assert.False(File.Exists(Path.Combine(registry.WorkingDirectory, "out", "a.bin")));
        verify.Ended(ExitCode.Failed);
        Assert.Equal("ok checked problems", verify.Names);
        Assert.Equal("REG5001", verify.Json.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task AFailedDownloadLeavesTheOldFileAlone()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a", Billing, "--set-active");
        File.WriteAllText(registry.ContentPath("a"), "CONTENT of a\n");
        var target = Path.Combine(Directory.CreateDirectory(Path.Combine(registry.WorkingDirectory, "out")).FullName, "a.bin");
        File.WriteAllText(target, "old");

        (await registry.RunAsync("download", Billing, "-o", "out")).Broke(RegistryRules.ContentMismatch, ExitCode.Failed);

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Equal([target], Directory.EnumerateFiles(Path.GetDirectoryName(target)!));
    }

    [Fact]
    public async Task MissingContentIsFoundByVerifyingUntilItsVersionIsArchived()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");
        await registry.EmitAsync("b");
        File.Delete(registry.ContentPath("a"));

        var download = await registry.RunAsync("download", $"{Billing}@{id}");
        var verify = await registry.RunAsync("verify");
        await registry.DoAsync("archive", $"{Billing}@{id}", "--reason", "its content is lost");
        var archived = await registry.RunAsync("verify");

        download.Broke(RegistryRules.ContentMissing, ExitCode.Failed);
        verify.Ended(ExitCode.Failed);
        Assert.Contains("error REG5002", verify.Output, StringComparison.Ordinal);
        archived.Ended(ExitCode.Done);
    }

    [Fact]
    public async Task ABrokenManifestDoesNotKeepOtherVersionsFromBeingVerified()
    {
        using var registry = await TestRegistry.CreateAsync();
        var broken = await registry.EmitAsync("a");
        await registry.EmitAsync("b", "acme/identity");
        registry.Commit(new HandCommit("break").Write(TestRegistry.ManifestPath(broken), "<<<<<<< ours\n"));

        var run = await registry.RunAsync("verify", "--json");

        run.Ended(ExitCode.Failed);
        Assert.Equal(1, run.Json.GetProperty("checked").GetInt32());
        Assert.Equal("REG1003", run.Json.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task ContentThatTwoEmitsBringAtOnceStaysWhenOneOfThemIsNotNeeded()
    {
        using var registry = await TestRegistry.CreateAsync();
        using var host = new Core.Releases.DirectoryReleaseHost(registry.Files, registry.Time);
        var file = Core.Releases.FileToAttach.Measure(registry.FileOf("a"), null, null, TestRegistry.Token);
        var entity = Core.Entities.EntityName.Parse(Billing);
        var loser = await host.StageAsync(entity, [file], TestRegistry.Token);
        await using var winner = await host.StageAsync(entity, [file], TestRegistry.Token);

        await winner.KeepAsync(TestRegistry.Token);
        await loser.DisposeAsync();

        Assert.True(File.Exists(registry.ContentPath("a")));
        Assert.Equal(0, host.CountPending());
    }

    [Fact]
    public async Task WhatAKilledEmitCouldNotFinishDeclaringIsCollected()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        using var host = new Core.Releases.DirectoryReleaseHost(registry.Files, registry.Time);
        File.WriteAllText(Path.Combine(registry.Files, "pending", "cut-off"), "acme/bil");

        await host.CollectAsync((_, _, _) => Task.FromResult(true), TestRegistry.Token);

        Assert.Equal(0, host.CountPending());
        await registry.DoAsync("verify");
    }

    private static IEnumerable<string?> NamesOf(CommandRun run) =>
        run.Json.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString());
}
