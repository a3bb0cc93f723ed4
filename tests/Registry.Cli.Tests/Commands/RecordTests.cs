using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class RecordTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task WhatPeopleSayOfAVersionStandsInItsRecord()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");

        var run = await registry.DoAsync("annotate", $"{Billing}@{id}", "--alias", "gold", "--comment", "the good one", "--json");
        var again = await registry.DoAsync("annotate", $"{Billing}@{id}", "--alias", "gold", "--json");

        Assert.Equal("outcome entity version state record commit", run.Names);
        Assert.Equal("changed", run.Json.GetProperty("outcome").GetString());
        Assert.Equal("unchanged", again.Json.GetProperty("outcome").GetString());
        Assert.Equal("alias: gold\ncomment: the good one\n", registry.Text(TestRegistry.RecordPath(id)));
    }

    [Fact]
    public async Task AnEmptyValueRemovesWhatWasSaid()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");
        await registry.DoAsync("annotate", $"{Billing}@{id}", "--alias", "gold");

        await registry.DoAsync("annotate", $"{Billing}@{id}", "--alias", "");

        Assert.Empty(registry.Sandbox.Run(registry.Path, "ls-tree", "-r", "--name-only", "main", "--", "entities/acme/billing/records"));
    }

    [Theory]
    [InlineData("2026.11.21-120000")]
    [InlineData("1.2.3")]
    [InlineData("two words")]
    public async Task AnAliasLooksLikeNothingElse(string alias)
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");

        (await registry.RunAsync("annotate", $"{Billing}@{id}", "--alias", alias)).Broke(RegistryRules.Alias, ExitCode.Refused);
    }

    [Fact]
    public async Task AnAliasIsUniqueWithinItsEntity()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("a");
        var second = await registry.EmitAsync("b");
        await registry.DoAsync("annotate", $"{Billing}@{first}", "--alias", "gold");

        var run = await registry.RunAsync("annotate", $"{Billing}@{second}", "--alias", "gold");

        run.Broke(RegistryRules.Alias, ExitCode.Refused);
        Assert.Contains($"{TestRegistry.RecordPath(first)}: error", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVersionCanBeUnlistedAndListedAgain()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");
        var manifest = registry.Text(TestRegistry.ManifestPath(id));

        var unlisted = await registry.DoAsync("annotate", $"{Billing}@{id}", "--status", "unlisted", "--json");
        var listed = await registry.DoAsync("annotate", $"{Billing}@{id}", "--status", "listed", "--json");

        Assert.Equal(("unlisted", "listed"), (unlisted.Json.GetProperty("state").GetString(), listed.Json.GetProperty("state").GetString()));
        Assert.Equal(manifest, registry.Text(TestRegistry.ManifestPath(id)));
    }

    [Theory]
    [InlineData("annotate", "--status", "unlisted")]
    [InlineData("archive", "--reason", "old")]
    [InlineData("delete", "--reason", "leaked")]
    public async Task AVersionThatAChannelPointsAtStays(string command, string option, string value)
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, "--set-active");
        var head = registry.Head;

        var run = await registry.RunAsync(command, $"{Billing}@{id}", option, value);

        run.Broke(RegistryRules.InUse, ExitCode.Refused);
        Assert.Contains($"{TestRegistry.ChannelPath("stable")}: error", run.Error, StringComparison.Ordinal);
        Assert.Equal(head, registry.Head);
    }

    [Fact]
    public async Task AnArchivedVersionIsOutOfUseUntilItIsTakenBack()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, "--semver", "1.0.0");

        var archived = await registry.DoAsync("archive", $"{Billing}@{id}", "--reason", "old", "--json");
        var bySemVer = await registry.RunAsync("show", $"{Billing}@1.0.0");
        var twice = await registry.DoAsync("archive", $"{Billing}@{id}", "--reason", "old");
        await registry.DoAsync("unarchive", $"{Billing}@{id}", "--reason", "needed after all");

        Assert.Equal("by reason at", CommandRun.NamesOf(archived.Json.GetProperty("record").GetProperty("archived")));
        bySemVer.Broke(RegistryRules.VersionNotFound, ExitCode.NotFound);
        Assert.StartsWith("unchanged ", twice.Output, StringComparison.Ordinal);
        await registry.DoAsync("show", $"{Billing}@1.0.0");
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("delete")]
    public async Task AnEmptyReasonIsNoReason(string command)
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");

        (await registry.RunAsync(command, $"{Billing}@{id}", "--reason", " ")).Broke(RegistryRules.Reason, ExitCode.Refused);
    }

    [Fact]
    public async Task ADeletionLeavesATombstoneAndNothingElse()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        var id = await registry.EmitAsync("b");

        var run = await registry.DoAsync("delete", $"{Billing}@{id}", "--reason", "a secret leaked", "--json");

        Assert.Equal("deleted", run.Json.GetProperty("state").GetString());
        Assert.Equal("by reason at ordinal sourceHash", CommandRun.NamesOf(run.Json.GetProperty("record").GetProperty("deleted")));
        var files = registry.Sandbox.Run(registry.Path, "ls-tree", "-r", "--name-only", "main", "--", "entities").Split('\n');
        Assert.DoesNotContain(TestRegistry.ManifestPath(id), files);
        Assert.DoesNotContain(TestRegistry.SourcePath("b"), files);
        Assert.Contains(TestRegistry.RecordPath(id), files);
        Assert.False(File.Exists(registry.ContentPath("b")));
        Assert.True(File.Exists(registry.ContentPath("a")));
        await registry.DoAsync("validate");
        await registry.DoAsync("validate", "--base", "main~1");
    }

    [Fact]
    public async Task ADeletedVersionIsNotFoundAndTheMessageSaysWhy()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");
        await registry.DoAsync("delete", $"{Billing}@{id}", "--reason", "a secret leaked");

        var run = await registry.RunAsync("show", $"{Billing}@{id}");

        run.Broke(RegistryRules.VersionNotFound, ExitCode.NotFound);
        Assert.Contains("by Tess Ter <tess@example.com>: a secret leaked", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdAndOrdinalOfADeletedVersionAreNeverUsedAgain()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        var deleted = await registry.EmitAsync("b");
        await registry.DoAsync("delete", $"{Billing}@{deleted}", "--reason", "wrong");
        registry.Time.Advance(TimeSpan.FromMinutes(-1));

        var run = await registry.DoAsync("emit", Billing, "--source-hash", TestRegistry.HashOf("b"), "--file", registry.FileOf("b"), "--json");

        Assert.Equal("2026.11.21-120101", run.Json.GetProperty("version").GetString());
        Assert.Equal(3, run.Json.GetProperty("ordinal").GetInt32());
        await registry.DoAsync("validate");
    }

    [Fact]
    public async Task ContentThatAnotherVersionNeedsSurvivesADeletion()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");
        var again = await registry.EmitAsync("a", Billing, "--force");

        await registry.DoAsync("delete", $"{Billing}@{again}", "--reason", "twice");

        Assert.True(File.Exists(registry.ContentPath("a")));
        Assert.Equal("2026.11.21-120000\n", registry.Text(TestRegistry.SourcePath("a")));
        await registry.DoAsync("validate");
        await registry.DoAsync("verify");
    }

    [Fact]
    public async Task ARevertMakesANewVersionWithTheOldContent()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("a");
        var second = await registry.EmitAsync("b");

        var run = await registry.DoAsync("revert", $"{Billing}@{first}", "--json");
        var again = await registry.DoAsync("revert", $"{Billing}@{first}", "--json");

        var id = run.Json.GetProperty("version").GetString()!;
        Assert.Equal("outcome entity version ordinal sourceHash manifestSha commit", run.Names);
        Assert.Equal((3, TestRegistry.HashOf("a")), (run.Json.GetProperty("ordinal").GetInt32(), run.Json.GetProperty("sourceHash").GetString()));
        Assert.Contains($"\nbaseVersion: {second}\n", registry.Text(TestRegistry.ManifestPath(id)), StringComparison.Ordinal);
        Assert.Equal($"{id}\n", registry.Text(TestRegistry.SourcePath("a")));
        Assert.Equal("unchanged", again.Json.GetProperty("outcome").GetString());
        await registry.DoAsync("validate");
        await registry.DoAsync("validate", "--base", "main~1");
    }

    [Fact]
    public async Task ADraftCannotBeRevertedTo()
    {
        using var registry = await TestRegistry.CreateAsync();
        var draft = await registry.EmitAsync("a", Billing, "--draft");
        await registry.EmitAsync("b");

        (await registry.RunAsync("revert", $"{Billing}@{draft}")).Broke(RegistryRules.State, ExitCode.Refused);
    }

    [Fact]
    public async Task AnAnnotationThatSaysNothingIsWrongUsage()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");

        (await registry.RunAsync("annotate", $"{Billing}@{id}")).Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
    }
}
