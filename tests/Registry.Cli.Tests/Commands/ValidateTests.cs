using System.Globalization;
using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

/// <summary>Each rule, broken by hand, is found by the check of the whole registry and by the check of the change.</summary>
public sealed class ValidateTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task WhatCommandsMakeIsValid()
    {
        using var registry = await PreparedAsync();

        var whole = await registry.DoAsync("validate", "--json");
        var change = await registry.DoAsync("validate", "--base", "main~3", "--json");

        Assert.Equal("ok checked problems", whole.Names);
        Assert.True(whole.Json.GetProperty("ok").GetBoolean());
        Assert.Equal(10, whole.Json.GetProperty("checked").GetInt32());
        Assert.True(change.Json.GetProperty("ok").GetBoolean());
        Assert.InRange(change.Json.GetProperty("checked").GetInt32(), 1, 9);
    }

    [Fact]
    public async Task AProblemHasCodeFilePlaceAndMessage()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("break").Write(TestRegistry.ChannelPath("stable"), "version: 2026.11.21-120000\ncolour: red\n"));

        var json = (await registry.RunAsync("validate", "--json")).Ended(ExitCode.Failed);
        var text = (await registry.RunAsync("validate")).Ended(ExitCode.Failed);

        var problem = json.Json.GetProperty("problems")[0];
        Assert.Equal("code file line column message wayOut", CommandRun.NamesOf(problem));
        Assert.Equal((2, 1), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        Assert.Contains("entities/acme/billing/channels/stable.yaml(2,1): error REG1007: ", text.Output, StringComparison.Ordinal);
        Assert.Empty(text.Error);
    }

    [Fact]
    public async Task AListedManifestIsNeverChanged()
    {
        using var registry = await PreparedAsync();
        var path = TestRegistry.ManifestPath(First);
        registry.Commit(new HandCommit("change").Write(path, registry.Text(path).Replace("createdBy: ", "createdBy: Not ", StringComparison.Ordinal)));

        await ExpectAsync(registry, RegistryRules.Immutable, path, whole: false);
    }

    [Fact]
    public async Task ADraftMayChangeButItsOrdinalMayNot()
    {
        using var registry = await PreparedAsync();
        var draft = await registry.EmitAsync("c", Billing, "--draft");
        var path = TestRegistry.ManifestPath(draft);
        registry.Commit(new HandCommit("change").Write(path, registry.Text(path).Replace("status: draft\n", "status: draft\nname: Third\n", StringComparison.Ordinal)));
        await registry.DoAsync("validate");
        await registry.DoAsync("validate", "--base", "main~1");

        registry.Commit(new HandCommit("renumber").Write(path, registry.Text(path).Replace("ordinal: 3", "ordinal: 4", StringComparison.Ordinal)));

        await ExpectAsync(registry, RegistryRules.Immutable, path, whole: false);
        await ExpectAsync(registry, RegistryRules.OrdinalOrder, path, change: false);
    }

    [Fact]
    public async Task AManifestIsNotRemovedWithoutATombstone()
    {
        using var registry = await PreparedAsync();
        var path = TestRegistry.ManifestPath(Second);
        registry.Commit(new HandCommit("remove").Remove(path).Remove(TestRegistry.SourcePath("b")));

        await ExpectAsync(registry, RegistryRules.Tombstone, path, whole: false);
    }

    [Fact]
    public async Task AManifestIsNotMoved()
    {
        using var registry = await PreparedAsync();
        var (from, to) = (TestRegistry.ManifestPath(Second), TestRegistry.ManifestPath("2026.11.21-120130"));
        registry.Commit(new HandCommit("move").Remove(from).Write(to, registry.Text(from)));

        await ExpectAsync(registry, RegistryRules.PathMismatch, to);
        await ExpectAsync(registry, RegistryRules.Tombstone, from, whole: false);
    }

    [Theory]
    [InlineData("100755")]
    [InlineData("120000")]
    public async Task AManifestIsARegularFile(string mode)
    {
        using var registry = await PreparedAsync();
        var path = TestRegistry.ManifestPath(Second);
        registry.Commit(new HandCommit("mode").Write(path, registry.Text(path), mode));

        await ExpectAsync(registry, RegistryRules.FileMode, path);
    }

    [Fact]
    public async Task GivingAManifestItsModeBackMendsIt()
    {
        using var registry = await PreparedAsync();
        var path = TestRegistry.ManifestPath(Second);
        var text = registry.Text(path);
        registry.Commit(new HandCommit("mode").Write(path, text, "100755"));
        registry.Commit(new HandCommit("mend").Write(path, text));

        await registry.DoAsync("validate");
        await registry.DoAsync("validate", "--base", "main~1");
    }

    [Fact]
    public async Task AManifestHasTheBytesOfItsWriter()
    {
        using var registry = await PreparedAsync();
        var path = TestRegistry.ManifestPath(Second);
        registry.Commit(new HandCommit("quote").Write(path, registry.Text(path).Replace($"entity: {Billing}", $"entity: \"{Billing}\"", StringComparison.Ordinal)));

        await ExpectAsync(registry, RegistryRules.NotCanonical, $"{path}(3,9)");
    }

    [Fact]
    public async Task AnAddedVersionIsLaterThanEveryIdThatWasEverUsed()
    {
        using var registry = await PreparedAsync();
        await registry.DoAsync("delete", $"{Billing}@{Second}", "--reason", "wrong");
        Add(registry, "2026.11.21-120030", 3);

        await ExpectAsync(registry, RegistryRules.IdOrder, TestRegistry.ManifestPath("2026.11.21-120030"), whole: false);
    }

    [Fact]
    public async Task AnAddedVersionHasTheNextOrdinal()
    {
        using var registry = await PreparedAsync();
        Add(registry, "2026.11.21-120200", 7);

        await ExpectAsync(registry, RegistryRules.OrdinalOrder, TestRegistry.ManifestPath("2026.11.21-120200"));
    }

    [Fact]
    public async Task AnAddedVersionIsNotAheadOfTheClock()
    {
        using var registry = await PreparedAsync();
        Add(registry, "2026.11.21-130000", 3);

        await ExpectAsync(registry, RegistryRules.ClockSkew, TestRegistry.ManifestPath("2026.11.21-130000"), whole: false);
    }

    [Fact]
    public async Task ABaseVersionExists()
    {
        using var registry = await PreparedAsync();
        Add(registry, "2026.11.21-120200", 3, parent: "2026.11.21-120005");

        await ExpectAsync(registry, RegistryRules.BaseVersion, TestRegistry.ManifestPath("2026.11.21-120200"));
    }

    [Fact]
    public async Task OnlyTheFirstVersionHasNoBase()
    {
        using var registry = await PreparedAsync();
        Add(registry, "2026.11.21-120200", 3, parent: null);

        await ExpectAsync(registry, RegistryRules.BaseVersion, TestRegistry.ManifestPath("2026.11.21-120200"));
    }

    [Fact]
    public async Task SourcesNameTheNewestVersionOfTheirHash()
    {
        using var registry = await PreparedAsync();
        await registry.EmitAsync("a", Billing, "--force");
        registry.Commit(new HandCommit("point back").Write(TestRegistry.SourcePath("a"), $"{First}\n"));

        await ExpectAsync(registry, RegistryRules.SourcesDisagree, TestRegistry.SourcePath("a"));
    }

    [Fact]
    public async Task EverySourceHashOfAVersionStandsInSources()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("forget").Remove(TestRegistry.SourcePath("a")));

        await ExpectAsync(registry, RegistryRules.SourcesDisagree, TestRegistry.SourcePath("a"));
    }

    [Fact]
    public async Task SourcesNameNothingThatIsNotThere()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("invent").Write(TestRegistry.SourcePath("z"), $"{First}\n"));

        await ExpectAsync(registry, RegistryRules.SourcesDisagree, TestRegistry.SourcePath("z"));
    }

    [Fact]
    public async Task AChannelPointsAtAVersionThatExists()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("point").Write(TestRegistry.ChannelPath("stable"), "version: 2026.11.21-120500\n"));

        await ExpectAsync(registry, RegistryRules.ChannelTarget, TestRegistry.ChannelPath("stable"));
    }

    [Fact]
    public async Task AChannelIsDeclared()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("invent").Write(TestRegistry.ChannelPath("nightly"), $"version: {First}\n"));

        await ExpectAsync(registry, RegistryRules.ChannelUnknown, TestRegistry.ChannelPath("nightly"));
    }

    [Fact]
    public async Task AChannelThatIsInUseStaysDeclared()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("use").Write(TestRegistry.ChannelPath("beta"), $"version: {First}\n"));
        registry.Commit(new HandCommit("undeclare").Write("registry.yaml", Settings.Open.Replace("- name: beta\n  advance: manual\n", "", StringComparison.Ordinal)));

        await ExpectAsync(registry, RegistryRules.ChannelUnknown, TestRegistry.ChannelPath("beta"), change: false);
        await ExpectAsync(registry, RegistryRules.ChannelUnknown, "registry.yaml", whole: false);
    }

    [Theory]
    [InlineData("archived:\n  by: Hand\n  reason: old\n  at: 2026-11-21T12:02:00Z\n")]
    [InlineData("status: unlisted\n")]
    public async Task AVersionIsNotTakenOutOfUseWhileAChannelPointsThere(string record)
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("archive").Write(TestRegistry.RecordPath(First), record));

        await ExpectAsync(registry, RegistryRules.ChannelState, TestRegistry.ChannelPath("stable"));
    }

    [Fact]
    public async Task AVersionIsNotDeletedWhileAChannelPointsThere()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("delete").Remove(TestRegistry.ManifestPath(First)).Remove(TestRegistry.SourcePath("a")).Write(TestRegistry.RecordPath(First), Tombstone("a", 1)));

        await ExpectAsync(registry, RegistryRules.ChannelState, TestRegistry.ChannelPath("stable"));
    }

    [Fact]
    public async Task ATombstoneKnowsTheOrdinalOfWhatItBuries()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("delete").Remove(TestRegistry.ManifestPath(Second)).Remove(TestRegistry.SourcePath("b")).Write(TestRegistry.RecordPath(Second), Tombstone("b", 9)));

        await ExpectAsync(registry, RegistryRules.Tombstone, TestRegistry.RecordPath(Second), whole: false);
    }

    [Fact]
    public async Task ATombstoneStays()
    {
        using var registry = await PreparedAsync();
        await registry.DoAsync("delete", $"{Billing}@{Second}", "--reason", "wrong");
        registry.Commit(new HandCommit("forget").Remove(TestRegistry.RecordPath(Second)));

        await ExpectAsync(registry, RegistryRules.Tombstone, TestRegistry.RecordPath(Second), whole: false);
    }

    [Fact]
    public async Task AVersionIsNotDeletedAndThereAtOnce()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("delete").Write(TestRegistry.RecordPath(Second), Tombstone("b", 2)));

        await ExpectAsync(registry, RegistryRules.Tombstone, TestRegistry.RecordPath(Second));
    }

    [Fact]
    public async Task ARecordBelongsToAVersion()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("invent").Write(TestRegistry.RecordPath("2026.11.21-120500"), "comment: nobody\n"));

        await ExpectAsync(registry, RegistryRules.OrphanRecord, TestRegistry.RecordPath("2026.11.21-120500"));
    }

    [Fact]
    public async Task AnAliasIsUnique()
    {
        using var registry = await PreparedAsync();
        await registry.DoAsync("annotate", $"{Billing}@{First}", "--alias", "gold");
        registry.Commit(new HandCommit("again").Write(TestRegistry.RecordPath(Second), "alias: gold\n"));

        await ExpectAsync(registry, RegistryRules.Alias, TestRegistry.RecordPath(Second));
    }

    [Fact]
    public async Task AReleaseRecordAgreesWithItsManifest()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("publish").Write(TestRegistry.ReleasePath(First), $"""
            version: {First}
            host: directory
            tag: {Billing}@{First}
            publishedAt: 2026-11-21T12:00:30Z
            files:
            - name: a.bin
              size: 13
              sha256: {string.Concat(Enumerable.Repeat("ab", 32))}

            """));

        await ExpectAsync(registry, RegistryRules.ReleaseDisagrees, TestRegistry.ReleasePath(First));
    }

    [Theory]
    [InlineData("entities/acme/billing/notes.txt")]
    [InlineData("entities/acme/billing/versions/2026.12/2026.11.21-120000.yaml")]
    [InlineData("entities/acme/Billing/entity.yaml")]
    [InlineData("entities/README.md")]
    [InlineData("entities/acme/billing/sources/AA/xyz")]
    public async Task OnlyTheKnownLayoutStandsUnderEntities(string path)
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("stray").Write(path, "x\n"));

        await ExpectAsync(registry, RegistryRules.Layout, path);
    }

    [Fact]
    public async Task NamesThatDifferOnlyInCaseAreFound()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("one").Write("docs/Guide.md", "x\n"));
        registry.Commit(new HandCommit("two").Write("docs/guide.md", "y\n"));

        await ExpectAsync(registry, RegistryRules.CaseClash, "docs/guide.md");
    }

    [Fact]
    public async Task AnEntityHasItsSettings()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("remove").Remove("entities/acme/billing/entity.yaml"));

        await ExpectAsync(registry, RegistryRules.NoEntity, "entities/acme/billing/entity.yaml");
    }

    [Fact]
    public async Task ARegistryHasItsSettings()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("remove").Remove("registry.yaml"));

        await ExpectAsync(registry, RegistryRules.NoRegistry, "registry.yaml");
    }

    [Theory]
    [InlineData("<<<<<<< ours\nversion: 2026.11.21-120000\n=======\n", "REG1003")]
    [InlineData("version: &x 2026.11.21-120000\n", "REG1005")]
    [InlineData("version: 2026.11.21-120000\nversion: 2026.11.21-120000\n", "REG1006")]
    [InlineData("reason: none\n", "REG1008")]
    [InlineData("version: [1]\n", "REG1009")]
    [InlineData("version: tomorrow\n", "REG1010")]
    [InlineData("version: 2026.11.21-120000\r\n", "REG1002")]
    public async Task AFileThatIsNotReadStrictlyIsFound(string content, string code)
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("break").Write(TestRegistry.ChannelPath("stable"), content));

        await ExpectAsync(registry, RegistryRules.All.Single(rule => rule.Code == code), TestRegistry.ChannelPath("stable"));
    }

    [Fact]
    public async Task AllFaultsAreGatheredAndTheOtherEntitiesAreCheckedAllTheSame()
    {
        using var registry = await PreparedAsync();
        await registry.EmitAsync("a", "acme/identity");
        registry.Commit(new HandCommit("break")
            .Write(TestRegistry.ChannelPath("stable"), "version: soon\nhue: red\n")
            .Write(TestRegistry.ChannelPath("stable", "acme/identity"), "version: 2020.01.01-000000\n"));

        foreach (var arguments in new[] { new[] { "validate", "--json" }, ["validate", "--base", "main~1", "--json"] })
        {
            var run = await registry.RunAsync(arguments);

            Assert.Equal(["REG1010", "REG1007", "REG4002"], run.Json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("code").GetString()));
        }
    }

    [Fact]
    public async Task ConditionsOfAChannelHoldForEditsByHand()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");
        await registry.PromoteAsync(id, "dev");
        registry.Commit(new HandCommit("jump").Write(TestRegistry.ChannelPath("stable"), $"version: {id}\n"));
        await ExpectAsync(registry, RegistryRules.ChannelFrom, TestRegistry.ChannelPath("stable"), whole: false);

        registry.Commit(new HandCommit("beta").Remove(TestRegistry.ChannelPath("stable")).Write(TestRegistry.ChannelPath("beta"), $"version: {id}\n"));
        registry.Commit(new HandCommit("hurry").Write(TestRegistry.ChannelPath("stable"), $"version: {id}\n"));
        await ExpectAsync(registry, RegistryRules.ChannelSoak, TestRegistry.ChannelPath("stable"), whole: false);

        // Nobody saw it there, however long ago the commit says that it was made.
        registry.Time.Advance(TimeSpan.FromDays(1));
        await ExpectAsync(registry, RegistryRules.ChannelSoak, TestRegistry.ChannelPath("stable"), whole: false);

        var since = registry.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        registry.Commit(new HandCommit("seen").Remove(TestRegistry.ChannelPath("stable")).Write("entities/acme/billing/soaks/beta.yaml", $"version: {id}\nsince: {since}\n"));
        registry.Commit(new HandCommit("again").Write(TestRegistry.ChannelPath("stable"), $"version: {id}\n"));
        await ExpectAsync(registry, RegistryRules.ChannelSoak, TestRegistry.ChannelPath("stable"), whole: false);
        registry.Time.Advance(TimeSpan.FromDays(1));
        await registry.DoAsync("validate", "--base", "main~1");
    }

    [Theory]
    [InlineData("registry.yaml", Settings.Open)]
    [InlineData("entities/acme/billing/entity.yaml", "apiVersion: registry/v1\nkind: Entity\nchannels:\n- name: stable\n  advance: manual\n")]
    public async Task AChangeDoesNotLoosenThePolicyThatItIsCheckedBy(string path, string settings)
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");
        registry.Commit(new HandCommit("loosen and jump").Write(path, settings).Write(TestRegistry.ChannelPath("stable"), $"version: {id}\n"));
        await ExpectAsync(registry, RegistryRules.ChannelFrom, TestRegistry.ChannelPath("stable"), whole: false);

        registry.Commit(new HandCommit("loosen alone").Remove(TestRegistry.ChannelPath("stable")));
        registry.Commit(new HandCommit("then move").Write(TestRegistry.ChannelPath("stable"), $"version: {id}\n"));

        await registry.DoAsync("validate", "--base", "main~1");
    }

    [Fact]
    public async Task GoingBackByHandNeedsAHold()
    {
        using var registry = await PreparedAsync();
        await registry.PromoteAsync(Second);
        registry.Commit(new HandCommit("back").Write(TestRegistry.ChannelPath("stable"), $"version: {First}\n"));
        await ExpectAsync(registry, RegistryRules.ChannelOrder, TestRegistry.ChannelPath("stable"), whole: false);

        registry.Commit(new HandCommit("hold").Write(TestRegistry.ChannelPath("stable"), $"version: {First}\nhold:\n  by: Hand\n"));

        await registry.DoAsync("validate", "--base", "main~2");
    }

    [Fact]
    public async Task AChangeIsWhatABranchAddsSinceItLeft()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("theirs").Write(TestRegistry.ChannelPath("beta"), $"version: {First}\n"), "topic");
        registry.Commit(new HandCommit("broken on main").Write("entities/stray", "x\n"));

        var run = await registry.DoAsync("validate", "--base", "main", "--head", "topic", "--json");

        Assert.Equal(1, run.Json.GetProperty("checked").GetInt32());
    }

    [Fact]
    public async Task ARevisionThatDoesNotExistIsNotFound()
    {
        using var registry = await PreparedAsync();

        (await registry.RunAsync("validate", "--base", "nowhere")).Broke(RegistryRules.RevisionUnknown, ExitCode.NotFound);
    }

    [Fact]
    public async Task AnnotationsForGitHubCannotBeForged()
    {
        using var registry = await PreparedAsync();
        registry.Commit(new HandCommit("attack")
            .Write("entities/a,b:c%\n::error::forged", "x\n")
            .Write(TestRegistry.ChannelPath("stable"), "\"\\e[2J::warning::%\\n::error::forged\": x\n"));

        var github = (await registry.RunAsync("validate", "--format", "github")).Ended(ExitCode.Failed);
        var text = (await registry.RunAsync("validate")).Ended(ExitCode.Failed);

        Assert.All(github.Output.TrimEnd().Split('\n'), line => Assert.StartsWith("::error file=entities/", line, StringComparison.Ordinal));
        Assert.Contains("file=entities/a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Aforged,", github.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', github.Output);
        Assert.DoesNotContain('\e', text.Output);
        Assert.DoesNotContain(text.Output.Split('\n'), line => line.StartsWith("::", StringComparison.Ordinal));
    }

    private const string First = "2026.11.21-120000";
    private const string Second = "2026.11.21-120100";

    /// <summary>An entity with two versions; the channel stable points at the first.</summary>
    private static async Task<TestRegistry> PreparedAsync()
    {
        var registry = await TestRegistry.CreateAsync();
        await registry.EmitAsync("a", Billing, "--set-active");
        await registry.EmitAsync("b");
        await registry.DoAsync("annotate", $"{Billing}@{Second}", "--comment", "second");
        registry.Commit(new HandCommit("Readme").Write("README.md", "# acme\n").Write("docs/guide/start.md", "x\n"));
        return registry;
    }

    /// <summary>Adds a version by hand, as a command would have written it, but for what the test makes wrong.</summary>
    private static void Add(TestRegistry registry, string id, int ordinal, string? parent = First)
    {
        var like = registry.Text(TestRegistry.ManifestPath(First));
        var manifest = like.Replace($"version: {First}", $"version: {id}", StringComparison.Ordinal)
            .Replace("ordinal: 1", $"ordinal: {ordinal}", StringComparison.Ordinal)
            .Replace(TestRegistry.HashOf("a"), TestRegistry.HashOf("added"), StringComparison.Ordinal)
            .Replace("createdAt:", parent is null ? "createdAt:" : $"baseVersion: {parent}\ncreatedAt:", StringComparison.Ordinal);
        registry.Commit(new HandCommit("add").Write(TestRegistry.ManifestPath(id), manifest).Write(TestRegistry.SourcePath("added"), $"{id}\n"));
    }

    private static string Tombstone(string seed, int ordinal) =>
        $"deleted:\n  by: Hand\n  reason: wrong\n  at: 2026-11-21T12:02:00Z\n  ordinal: {ordinal}\n  sourceHash: {TestRegistry.HashOf(seed)}\n";

    /// <summary>The newest commit breaks a rule in a file: the whole check says so, and the check of the change does.</summary>
    private static async Task ExpectAsync(TestRegistry registry, Rule rule, string file, bool whole = true, bool change = true)
    {
        List<string[]> commands = [];
        if (whole) commands.Add(["validate"]);
        if (change) commands.Add(["validate", "--base", "main~1"]);
        foreach (var command in commands)
        {
            var run = (await registry.RunAsync(command)).Ended(ExitCode.Failed);
            Assert.Contains(run.Output.Split('\n'), line => line.StartsWith(file, StringComparison.Ordinal) && line.Contains($": error {rule.Code}: ", StringComparison.Ordinal));
        }
    }
}
