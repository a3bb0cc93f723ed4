using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class ReadTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task VersionsAreListedNewestFirstAndInPages()
    {
        using var registry = await TestRegistry.CreateAsync();
        var ids = new[] { await registry.EmitAsync("a"), await registry.EmitAsync("b"), await registry.EmitAsync("c") };

        var first = await registry.DoAsync("versions", Billing, "--limit", "2", "--json");
        var second = await registry.DoAsync("versions", Billing, "--limit", "2", "--after", first.Json.GetProperty("pagination").GetProperty("next").GetString()!, "--json");

        Assert.Equal("items pagination", first.Names);
        Assert.Equal("limit next", CommandRun.NamesOf(first.Json.GetProperty("pagination")));
        Assert.Equal([ids[2], ids[1]], first.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("version").GetString()));
        Assert.Equal([ids[0]], second.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("version").GetString()));
        Assert.False(second.Json.GetProperty("pagination").TryGetProperty("next", out _));
        Assert.Contains($"--after {ids[1]}", first.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVersionInAListHasTheNamesOfTheManifest()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, "--semver", "1.0.0", "--name", "First");
        await registry.PromoteAsync(id);
        await registry.DoAsync("annotate", $"{Billing}@{id}", "--alias", "gold");

        var run = await registry.DoAsync("versions", Billing, "--json");

        var item = run.Json.GetProperty("items")[0];
        Assert.Equal("version ordinal state semver name alias createdAt createdBy sourceHash channels", CommandRun.NamesOf(item));
        Assert.Equal("stable", item.GetProperty("channels")[0].GetString());
    }

    [Fact]
    public async Task VersionsAreChosenByTheirState()
    {
        using var registry = await TestRegistry.CreateAsync();
        var listed = await registry.EmitAsync("a");
        var draft = await registry.EmitAsync("b", Billing, "--draft");
        var unlisted = await registry.EmitAsync("c");
        await registry.DoAsync("annotate", $"{Billing}@{unlisted}", "--status", "unlisted");
        var archived = await registry.EmitAsync("d");
        await registry.DoAsync("archive", $"{Billing}@{archived}", "--reason", "old");

        Assert.Equal([unlisted, draft, listed], await IdsAsync(registry));
        Assert.Equal([archived, unlisted, draft, listed], await IdsAsync(registry, "--archived"));
        Assert.Equal([listed], await IdsAsync(registry, "--status", "listed"));
        Assert.Equal([draft], await IdsAsync(registry, "--status", "draft"));
        Assert.Equal([unlisted], await IdsAsync(registry, "--status", "unlisted"));
        Assert.Equal([archived], await IdsAsync(registry, "--status", "archived"));
    }

    [Fact]
    public async Task AVersionIsShownWithAllThatIsKnownOfIt()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, "--semver", "1.0.0");
        await registry.PromoteAsync(id);
        await registry.DoAsync("annotate", $"{Billing}@{id}", "--comment", "good");

        var run = await registry.DoAsync("show", Billing, "--json");

        Assert.Equal("apiVersion kind entity version ordinal status semver sourceHash createdAt createdBy files manifestSha state channels record", run.Names);
        Assert.Equal("name size sha256", CommandRun.NamesOf(run.Json.GetProperty("files")[0]));
        Assert.Equal("listed", run.Json.GetProperty("state").GetString());
        Assert.Equal("good", run.Json.GetProperty("record").GetProperty("comment").GetString());
    }

    [Fact]
    public async Task AReleaseIsShownWithItsVersion()
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a");
        var manifest = registry.Text(TestRegistry.ManifestPath(id));
        var hex = manifest[^65..^1];
        registry.Commit(new HandCommit("publish").Write(TestRegistry.ReleasePath(id), $"""
            version: {id}
            host: directory
            tag: {Billing}@{id}
            publishedAt: 2026-11-21T12:00:30Z
            files:
            - name: a.bin
              size: 13
              sha256: {hex}

            """));

        var run = await registry.DoAsync("show", $"{Billing}@{id}", "--json");

        Assert.Equal("version host tag publishedAt files", CommandRun.NamesOf(run.Json.GetProperty("release")));
        await registry.DoAsync("validate");
    }

    [Theory]
    [InlineData("")]
    [InlineData(":stable")]
    [InlineData("@2026.11.21-120000")]
    [InlineData("@1.4.0")]
    [InlineData("@gold")]
    public async Task AReferenceNamesAVersionByChannelIdSemVerOrAlias(string selector)
    {
        using var registry = await TestRegistry.CreateAsync();
        var id = await registry.EmitAsync("a", Billing, "--semver", "1.4.0+build.7");
        await registry.PromoteAsync(id);
        await registry.DoAsync("annotate", $"{Billing}@{id}", "--alias", "gold");
        await registry.EmitAsync("b");

        var run = await registry.DoAsync("show", Billing + selector, "--json");

        Assert.Equal(id, run.Json.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("acme/nothing", "REG3017")]
    [InlineData("acme/billing", "REG4007")]
    [InlineData("acme/billing:nightly", "REG4001")]
    [InlineData("acme/billing@2020.01.01-000000", "REG3015")]
    [InlineData("acme/billing@9.9.9", "REG3015")]
    [InlineData("acme/billing@silver", "REG3015")]
    public async Task WhatIsNotThereIsNotFound(string reference, string code)
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a");

        foreach (var command in new[] { "show", "download", "verify", "revert" })
            (await registry.RunAsync(command, reference)).Broke(RegistryRules.All.Single(rule => rule.Code == code), ExitCode.NotFound);
    }

    [Theory]
    [InlineData("show", "Acme/Billing")]
    [InlineData("show", "acme/billing@")]
    [InlineData("versions", "billing")]
    [InlineData("versions", "acme/billing", "--limit", "0")]
    [InlineData("versions", "acme/billing", "--status", "old")]
    [InlineData("active", "acme/billing", "--as-of", "lately")]
    [InlineData("promote", "acme/billing")]
    [InlineData("delete", "acme/billing")]
    [InlineData("log", "--channel", "stable")]
    [InlineData("frobnicate")]
    [InlineData("emit", "acme/billing")]
    public async Task AMistakeInTheCommandLineIsWrongUsage(params string[] arguments)
    {
        using var registry = await TestRegistry.CreateAsync();

        (await registry.RunAsync(arguments)).Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
    }

    [Fact]
    public async Task AnErrorIsAlsoADocumentWhenJsonIsAskedFor()
    {
        using var registry = await TestRegistry.CreateAsync();

        var run = (await registry.RunAsync("show", Billing, "--json")).Ended(ExitCode.NotFound);

        Assert.Equal("problems", run.Names);
        Assert.Equal("code line column message wayOut", CommandRun.NamesOf(run.Json.GetProperty("problems")[0]));
        Assert.Equal("REG3017", run.Json.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task EntitiesAreListedWithTheirActiveAndNewestVersions()
    {
        using var registry = await TestRegistry.CreateAsync();
        var active = await registry.EmitAsync("a", Billing, "--set-active");
        var newest = await registry.EmitAsync("b");
        await registry.EmitAsync("a", "other/thing");

        var all = await registry.DoAsync("list", "--json");
        var page = await registry.DoAsync("list", "--limit", "1", "--json");
        var space = await registry.DoAsync("list", "other");

        var first = all.Json.GetProperty("items")[0];
        Assert.Equal("entity active newest", CommandRun.NamesOf(first));
        Assert.Equal((active, newest), (first.GetProperty("active").GetString(), first.GetProperty("newest").GetString()));
        Assert.Equal(2, all.Json.GetProperty("items").GetArrayLength());
        Assert.Equal(Billing, page.Json.GetProperty("pagination").GetProperty("next").GetString());
        Assert.StartsWith("ENTITY", space.Output, StringComparison.Ordinal);
        Assert.Contains("other/thing", space.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Billing, space.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABrokenFileOfOneEntityDoesNotKeepTheOthersFromTheList()
    {
        using var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a", Billing, "--set-active");
        await registry.EmitAsync("a", "acme/identity", "--set-active");
        registry.Commit(new HandCommit("break").Write(TestRegistry.ChannelPath("stable"), "version: soon\n"));

        var run = await registry.RunAsync("list");

        run.Ended(ExitCode.Failed);
        Assert.Contains("acme/identity", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{TestRegistry.ChannelPath("stable")}(1,10): error REG1010", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasActiveAtATimeIsReadFromTheHistory()
    {
        using var registry = await TestRegistry.CreateAsync();
        var first = await registry.EmitAsync("a", Billing, "--set-active");
        var second = await registry.EmitAsync("b", Billing, "--set-active");

        var now = await registry.DoAsync("active", Billing, "--json");
        var then = await registry.DoAsync("active", Billing, "--as-of", "2026-11-21T12:00:59Z");
        var before = await registry.RunAsync("active", Billing, "--as-of", "2026-11-20");

        Assert.Equal("entity channel version commit", now.Names);
        Assert.Equal(second, now.Json.GetProperty("version").GetString());
        Assert.Equal($"{first}\n", then.Output);
        before.Broke(RegistryRules.ChannelEmpty, ExitCode.NotFound);
    }

    [Fact]
    public async Task TheRegistryIsFoundUpwardsFromTheWorkingDirectory()
    {
        using var registry = TestRegistry.None();

        var run = await registry.RunAtAsync(null, "list");

        run.Broke(RegistryRules.NoRegistry, ExitCode.NotFound);
        Assert.Contains("REGISTRY_URL", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADirectoryThatIsNoRegistryIsNotFound()
    {
        using var registry = TestRegistry.None();
        var empty = Directory.CreateDirectory(registry.Sandbox.Combine("empty")).FullName;
        var repository = await registry.Sandbox.InitAsync("plain.git");

        (await registry.RunAtAsync(registry.Path, "list")).Broke(RegistryRules.NotARepository, ExitCode.NotFound);
        (await registry.RunAtAsync(empty, "list")).Broke(RegistryRules.NotARepository, ExitCode.NotFound);
        (await registry.RunAtAsync(repository, "list")).Broke(RegistryRules.NoRegistry, ExitCode.NotFound);
    }

    private static async Task<IEnumerable<string?>> IdsAsync(TestRegistry registry, params string[] options) =>
        (await registry.DoAsync(["versions", Billing, "--json", .. options])).Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("version").GetString());
}
