using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Commands;

/// <summary>Publishing at a directory host: <c>reconcile</c>, <c>verify</c> and <c>status --channels</c>.</summary>
public sealed class PublishingTests
{
    [Fact]
    public async Task AListedVersionIsPublishedOnceAndRecorded()
    {
        using var registry = await CreateAsync();
        var id = await registry.EmitAsync("a");

        var run = await registry.DoAsync("reconcile", "--once", "--json");
        var head = registry.Head;
        await registry.DoAsync("reconcile", "--once");

        var published = Assert.Single(run.Json.GetProperty("published").EnumerateArray());
        Assert.Equal($"{Billing}@{id}", published.GetProperty("tag").GetString());
        Assert.StartsWith($"version: {id}\nhost: directory\ntag: {Billing}@{id}\npublishedAt: {registry.Time.Now:yyyy-MM-ddTHH:mm:ssZ}\nfiles:\n", registry.Text(ReleasePath(id)), StringComparison.Ordinal);
        Assert.Equal(head, registry.Head);
        await registry.DoAsync("validate");
    }

    [Fact]
    public async Task WhatAChannelDemandsIsPublishedAndTheChannelMovesInOnePass()
    {
        using var registry = await CreateAsync(Settings.Guarded.Replace("advance: manual\n  requireRelease", "advance: newest\n  requireRelease", StringComparison.Ordinal));
        var id = await registry.EmitAsync("a");
        var commits = registry.CountCommits();

        await registry.DoAsync("reconcile", "--once");

        Assert.Equal($"version: {id}\n", registry.Text(ChannelPath("live")));
        Assert.Equal(commits + 1, registry.CountCommits());
    }

    [Fact]
    public async Task WhatIsNotListedIsNotPublished()
    {
        using var registry = await CreateAsync();
        var draft = await registry.EmitAsync("a", more: "--draft");
        var archived = await registry.EmitAsync("b");
        await registry.DoAsync("archive", $"{Billing}@{archived}", "--reason", "broken");
        var unlisted = await registry.EmitAsync("c");
        await registry.DoAsync("annotate", $"{Billing}@{unlisted}", "--status", "unlisted");

        var run = await registry.DoAsync("reconcile", "--once");
        Assert.Equal("all is as it should be\n", run.Output);
        await registry.DoAsync("annotate", $"{Billing}@{draft}", "--status", "listed");

        Assert.Contains($"published {Billing}@{draft}\n", (await registry.DoAsync("reconcile", "--once")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContentThatIsNotThereIsToldAndTheRestIsPublished()
    {
        using var registry = await CreateAsync();
        var lost = await registry.EmitAsync("a");
        var kept = await registry.EmitAsync("b");
        File.Delete(registry.ContentPath("a"));

        var run = (await registry.RunAsync("reconcile", "--once")).Ended(ExitCode.Failed);

        Assert.Contains($"published {Billing}@{kept}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"not published {Billing}@{lost}: ", run.Output, StringComparison.Ordinal);
        Assert.Contains(RegistryRules.ContentMissing.Code, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReplacedFileIsToldAndTheRecordedDigestStays()
    {
        using var registry = await CreateAsync();
        var id = await registry.EmitAsync("a");
        await registry.DoAsync("reconcile", "--once");
        var record = registry.Text(ReleasePath(id));
        File.WriteAllText(registry.ContentPath("a"), "something else");

        Assert.Contains(RegistryRules.ContentMismatch.Code, (await registry.RunAsync("verify")).Ended(ExitCode.Failed).Output, StringComparison.Ordinal);
        await registry.DoAsync("reconcile", "--once");

        Assert.Equal(record, registry.Text(ReleasePath(id)));
    }

    [Fact]
    public async Task ADeletedVersionTakesItsReleaseRecordAlong()
    {
        using var registry = await CreateAsync();
        var id = await registry.EmitAsync("a");
        await registry.DoAsync("reconcile", "--once");

        await registry.DoAsync("delete", $"{Billing}@{id}", "--reason", "leaked");

        await registry.DoAsync("validate");
        await registry.DoAsync("validate", "--base", "main~1");
        Assert.DoesNotContain("releases/", registry.Sandbox.Run(registry.Path, "ls-tree", "-r", "--name-only", "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusTellsWhereChannelsStandAndTheSummaryOfAJobLikewise()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        var id = await registry.EmitAsync("a");
        var summary = registry.Sandbox.Combine("summary.md");
        registry.Variables["GITHUB_STEP_SUMMARY"] = summary;
        await registry.DoAsync("reconcile", "--once");

        var status = await registry.DoAsync("status", "--channels", Billing);
        var json = await registry.DoAsync("status", "--channels", "--json");

        var now = registry.Time.Now;
        Assert.Equal(File.ReadAllText(summary), status.Output);
        Assert.Contains($"| {Billing} | dev | {id} | {now:yyyy-MM-ddTHH:mm:ssZ} | {now:yyyy-MM-ddTHH:mm:ssZ} | - |\n", status.Output, StringComparison.Ordinal);
        Assert.Contains($"| {Billing} | beta | - | - | - | {id}: `{id} has been in dev", status.Output, StringComparison.Ordinal);
        var beta = json.Json.GetProperty("channels").EnumerateArray().Single(channel => channel.GetProperty("channel").GetString() == "beta");
        Assert.Equal($"{now.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}", beta.GetProperty("waits").GetProperty("due").GetString());
        (await registry.RunAsync("status", "--channels", "acme/none")).Broke(RegistryRules.EntityNotFound, ExitCode.NotFound);
    }
}
