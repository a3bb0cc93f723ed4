using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class EmitTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task AnEmitAddsAVersionInOneCommitWithTrailers()
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = await registry.DoAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"));

        Assert.StartsWith($"created {Billing} 2026.11.21-120000 (no. 1, source ", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
        Assert.Equal(2, registry.CountCommits());
        Assert.Equal(
            $"emit {Billing} 2026.11.21-120000\n\nRegistry-Action: emit\nRegistry-Entity: {Billing}\nRegistry-Version: 2026.11.21-120000\nRegistry-Source-Hash: {TestRegistry.HashOf("a")}",
            registry.Sandbox.Run(registry.Path, "log", "-1", "--format=%B", "main").TrimEnd());
    }

    [Fact]
    public async Task TheJsonOfAnEmitHasTheNamesOfTheSpecification()
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = await registry.DoAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"), "--json");

        Assert.Equal("outcome entity version ordinal sourceHash manifestSha commit", run.Names);
        Assert.Equal("created", run.Json.GetProperty("outcome").GetString());
        Assert.Equal(registry.Head, run.Json.GetProperty("commit").GetString());
        Assert.Equal(1, run.Json.GetProperty("ordinal").GetInt32());
        Assert.Matches("^sha256:[0-9a-f]{64}$", run.Json.GetProperty("manifestSha").GetString());
    }

    [Fact]
    public async Task EmittingTheSameSourceTwiceAddsNoCommit()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");
        var head = registry.Head;

        var run = await registry.DoAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"), "--json");

        Assert.Equal("unchanged", run.Json.GetProperty("outcome").GetString());
        Assert.Equal(id, run.Json.GetProperty("version").GetString());
        Assert.Equal(head, registry.Head);
        Assert.True(File.Exists(registry.ContentPath("a")));
    }

    [Fact]
    public async Task AForcedEmitOfAKnownSourceIsANewVersion()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");

        var id = await registry.EmitAsync("a", Billing, "--force");

        Assert.Equal("2026.11.21-120100", id);
        Assert.Equal($"{id}\n", registry.Text(TestRegistry.SourcePath("a")));
        (await registry.DoAsync("validate")).Ended(ExitCode.Done);
    }

    [Fact]
    public async Task EntitiesNeverShareVersions()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");

        await registry.EmitAsync("a", "acme/identity");

        Assert.Equal(3, registry.CountCommits());
    }

    [Fact]
    public async Task TwoEmitsInOneSecondGetIdsOneSecondApart()
    {
        using var registry = await TestRegistry.CreateAsync();

        var ids = new List<string?>();
        foreach (var seed in new[] { "a", "b", "c" })
            ids.Add((await registry.DoAsync("emit", Billing, "--source-hash", TestRegistry.HashOf(seed), "--file", registry.FileOf(seed), "--json")).Json.GetProperty("version").GetString());

        Assert.Equal(["2026.11.21-120000", "2026.11.21-120001", "2026.11.21-120002"], ids);
    }

    [Fact]
    public async Task AClockSetBackALittleStillGivesIncreasingIds()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        registry.Time.Advance(TimeSpan.FromMinutes(-4));

        var id = await registry.EmitAsync("b");

        Assert.Equal("2026.11.21-120001", id);
        await registry.DoAsync("validate");
    }

    [Fact]
    public async Task AClockSetBackTooFarRefusesTheEmitAndSaysSo()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        registry.Time.Advance(TimeSpan.FromHours(-1));
        var head = registry.Head;

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("b"), "--file", registry.FileOf("b"));

        run.Broke(RegistryRules.ClockSkew, ExitCode.Refused);
        Assert.Contains("2026-11-21T11:01:00Z", run.Error, StringComparison.Ordinal);
        Assert.Contains("2026.11.21-120000", run.Error, StringComparison.Ordinal);
        Assert.Equal(head, registry.Head);
        Assert.False(File.Exists(registry.ContentPath("b")), "a refused emit left its file behind");
    }

    [Fact]
    public async Task TheBaseIsTheNewestVersionUnlessItIsNamed()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("a");
        var second = await registry.EmitAsync("b");
        var third = await registry.EmitAsync("c", Billing, "--base", first);

        Assert.DoesNotContain("baseVersion", registry.Text(TestRegistry.ManifestPath(first)), StringComparison.Ordinal);
        Assert.Contains($"\nbaseVersion: {first}\n", registry.Text(TestRegistry.ManifestPath(second)), StringComparison.Ordinal);
        Assert.Contains($"\nordinal: 3\n", registry.Text(TestRegistry.ManifestPath(third)), StringComparison.Ordinal);
        Assert.Contains($"\nbaseVersion: {first}\n", registry.Text(TestRegistry.ManifestPath(third)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABaseThatDoesNotExistIsRefused()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("b"), "--file", registry.FileOf("b"), "--base", "2020.01.01-000000");

        run.Broke(RegistryRules.BaseVersion, ExitCode.Refused);
    }

    [Fact]
    public async Task ARegistryThatRefusesNewEntitiesTakesThemOnlyDeliberately()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Closed);

        var refused = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"));
        await registry.DoAsync("entity", "create", Billing);
        await registry.EmitAsync("a");

        refused.Broke(RegistryRules.NewEntity, ExitCode.Refused);
    }

    [Fact]
    public async Task FilesWhoseNamesDifferOnlyInCaseAreRefused()
    {
        using var registry = await TestRegistry.CreateAsync();
        Directory.CreateDirectory(Path.Combine(registry.WorkingDirectory, "other"));
        File.WriteAllText(Path.Combine(registry.WorkingDirectory, "readme.txt"), "x");
        File.WriteAllText(Path.Combine(registry.WorkingDirectory, "other", "README.txt"), "y");

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", "readme.txt", "--file", "other/README.txt");

        run.Broke(RegistryRules.FileName, ExitCode.Refused);
        Assert.Equal(1, registry.CountCommits());
    }

    [Fact]
    public async Task AFileThatCannotBeReadFailsTheEmit()
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", "missing.zip");

        run.Broke(RegistryRules.FileUnreadable, ExitCode.Failed);
        Assert.Contains("missing.zip", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmitWithoutFilesIsRefusedUnlessItIsADraft()
    {
        using var registry = await TestRegistry.CreateAsync();

        var refused = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"));
        var draft = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--draft");

        refused.Broke(RegistryRules.NoFiles, ExitCode.Refused);
        draft.Ended(ExitCode.Done);
    }

    [Fact]
    public async Task ADraftBecomesFinalByListingIt()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, "--draft");
        var refused = await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable");

        var run = await registry.DoAsync("annotate", $"{Billing}@{id}", "--status", "listed", "--json");

        refused.Broke(RegistryRules.ChannelState, ExitCode.Refused);
        Assert.Equal("listed", run.Json.GetProperty("state").GetString());
        Assert.Contains("\nstatus: listed\n", registry.Text(TestRegistry.ManifestPath(id)), StringComparison.Ordinal);
        await registry.PromoteAsync(id);
        await registry.DoAsync("validate", "--base", "main~2");
    }

    [Fact]
    public async Task SettingActiveMovesTheDefaultChannelInTheSameCommit()
    {
        using var registry = await TestRegistry.CreateAsync();

        var id = await registry.EmitAsync("a", Billing, "--set-active");

        Assert.Equal(2, registry.CountCommits());
        Assert.Equal($"{id}\n", (await registry.DoAsync("active", Billing)).Output);
    }

    [Fact]
    public async Task SettingActiveIsRefusedWhileTheChannelHasConditions()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"), "--set-active");

        run.Broke(RegistryRules.ChannelFrom, ExitCode.Refused);
        Assert.Equal(1, registry.CountCommits());
    }

    [Fact]
    public async Task EverythingThatIsSaidOfAVersionStandsInItsManifest()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("i", "acme/identity");

        var id = await registry.EmitAsync(
            "a", Billing, "--semver", "1.4.0-beta.2", "--name", "Billing 1.4", "--description", "Sends invoices", "--changelog", "Faster", "--changelog-url", "https://example.com/1.4",
            "--channel", "beta", "--tag", "x", "--tag", "a", "--needs", "acme/identity", "--file", $"{registry.FileOf("b")},platform=linux,architecture=x64");

        ExpectedText.Matches("Manifest", registry.Text(TestRegistry.ManifestPath(id)));
    }

    [Theory]
    [InlineData("--semver", "1.4")]
    [InlineData("--tag", "one,two")]
    [InlineData("--file", "")]
    [InlineData("--base", "yesterday")]
    [InlineData("--source-dir", ".")]
    [InlineData("--needs", "acme/identity:beta")]
    public async Task AWrongValueIsWrongUsage(string option, string value)
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"), option, value);

        run.Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
        Assert.Equal(1, registry.CountCommits());
    }

    [Fact]
    public async Task AnUndeclaredReleaseChannelIsRefused()
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("a"), "--file", registry.FileOf("a"), "--channel", "nightly");

        run.Broke(RegistryRules.ChannelUnknown, ExitCode.NotFound);
        Assert.Contains("dev, beta, stable", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASourceDirectoryHashesWhatGitDoesNotIgnoreAndRecordsItsOrigin()
    {
        using var registry = await TestRegistry.CreateAsync();
        var source = SourceRepository(registry);

        var first = await registry.DoAsync("emit", Billing, "--source-dir", source, "--file", registry.FileOf("a"), "--json");
        File.WriteAllText(Path.Combine(source, "ignored.log"), "different");
        var second = await registry.DoAsync("emit", Billing, "--source-dir", source, "--file", registry.FileOf("a"), "--json");

        Assert.Equal("unchanged", second.Json.GetProperty("outcome").GetString());
        Assert.Contains($"\n  commit: {registry.Sandbox.Run(source, "rev-parse", "HEAD")}\n", registry.Text(TestRegistry.ManifestPath(first.Json.GetProperty("version").GetString()!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderBelowTheTopOfAWorkTreeKnowsItsOriginToo()
    {
        using var registry = await TestRegistry.CreateAsync();
        var source = Path.Combine(SourceRepository(registry), "sub");

        var first = await registry.DoAsync("emit", Billing, "--source-dir", source, "--file", registry.FileOf("a"), "--json");
        File.WriteAllText(Path.Combine(source, "ignored.log"), "different");
        var second = await registry.DoAsync("emit", Billing, "--source-dir", source, "--file", registry.FileOf("a"), "--json");

        Assert.Equal("unchanged", second.Json.GetProperty("outcome").GetString());
        Assert.Contains("\n  commit: ", registry.Text(TestRegistry.ManifestPath(first.Json.GetProperty("version").GetString()!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmitIsRefusedWhenTheWorkTreeHasChangesInItsWay()
    {
        using var registry = await TestRegistry.CreateAsync(bare: false);
        await registry.EmitAsync("a", Billing, "--set-active");
        var channel = Path.Combine(registry.Path, TestRegistry.ChannelPath("stable"));
        File.AppendAllText(channel, "reason: mine\n");

        var run = await registry.RunAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("b"), "--file", registry.FileOf("b"), "--set-active");
        var beside = await registry.EmitAsync("b");

        run.Broke(RegistryRules.WorkTreeDirty, ExitCode.Refused);
        Assert.EndsWith("reason: mine\n", File.ReadAllText(channel), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(registry.Path, TestRegistry.ManifestPath(beside))));
    }

    private static string SourceRepository(TestRegistry registry)
    {
        var source = Directory.CreateDirectory(registry.Sandbox.Combine("source")).FullName;
        registry.Sandbox.Run(source, "init", "--quiet");
        Directory.CreateDirectory(Path.Combine(source, "sub"));
        File.WriteAllText(Path.Combine(source, ".gitignore"), "*.log\n");
        File.WriteAllText(Path.Combine(source, "sub", "Program.cs"), "return 0;\n");
        registry.Sandbox.Run(source, "add", "--all");
        registry.Sandbox.Run(source, "commit", "--quiet", "--message", "Begin");
        return source;
    }
}
