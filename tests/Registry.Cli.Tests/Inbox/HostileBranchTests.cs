using System.Text;
using Registry.Cli.Tests.Support;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Testing;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Inbox;

/// <summary>Branches of somebody who may push to the inbox and means harm: each is refused, and nothing of it gets into the registry.</summary>
public sealed class HostileBranchTests
{
    private const string Id = "2026.11.21-120000";
    private const string Link = "120000";
    private const string Author = "Hand Made <hand@example.com>";

    private static string Branch => $"emit/{Billing}/{HashOf("a")[7..23]}";

    private static HandCommit Honest => With(Manifest());

    public static TheoryData<string, Way> Attacks
    {
        get
        {
            TheoryData<string, Way> attacks = [];
            foreach (var attack in s_attacks.Keys)
            {
                attacks.Add(attack, Way.Path);
                attacks.Add(s_far.Contains(attack) ? new(attack, Way.Http) : new(attack, Way.Http) { Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests) });
            }

            return attacks;
        }
    }

    /// <summary>Those that come over a network always; the check of all is the same from there.</summary>
    private static readonly string[] s_far = ["settings changed", "another entity", "a link", "a huge file"];

    private static readonly Dictionary<string, (Func<HandCommit> Commit, string Branch, Rule Rule)> s_attacks = new(StringComparer.Ordinal)
    {
        ["settings changed"] = (() => Honest.Write("registry.yaml", Settings.Open), Branch, RegistryRules.InboxFiles),
        ["settings removed"] = (() => Honest.Remove("registry.yaml"), Branch, RegistryRules.InboxFiles),
        ["a workflow added"] = (() => Honest.Write(".github/workflows/evil.yml", "on: push\n"), Branch, RegistryRules.InboxFiles),
        ["a channel moved"] = (() => Honest.Write(ChannelPath("stable"), $"version: {Id}\n"), Branch, RegistryRules.InboxFiles),
        ["another entity"] = (() => With(Manifest("acme/other"), "acme/other"), Branch, RegistryRules.InboxNames),
        ["a file of another entity"] = (() => Honest.Write("entities/acme/other/entity.yaml", "apiVersion: registry/v1\nkind: Entity\n"), Branch, RegistryRules.InboxNames),
        ["an owner's entity.yaml"] = (() => Honest.Write($"entities/{Billing}/entity.yaml", "apiVersion: registry/v1\nkind: Entity\nvisibility: public\n"), Branch, RegistryRules.InboxFiles),
        ["another source hash"] = (() => Honest, Branch.Replace(HashOf("a")[7..23], HashOf("b")[7..23], StringComparison.Ordinal), RegistryRules.InboxNames),
        ["two manifests"] = (() => Honest.Write(ManifestPath("2026.11.21-120001"), Manifest()), Branch, RegistryRules.InboxFiles),
        ["no manifest"] = (() => new HandCommit("x").Write(SourcePath("a"), $"{Id}\n"), Branch, RegistryRules.InboxFiles),
        ["a sources entry of another version"] = (() => Honest.Write(SourcePath("a"), "2026.11.21-110000\n"), Branch, RegistryRules.InboxNames),
        ["broken YAML"] = (() => With("kind: [\n"), Branch, RegistryRules.Syntax),
        ["a YAML anchor"] = (() => With(Manifest().Replace("name: harmless", "name: &a harmless", StringComparison.Ordinal)), Branch, RegistryRules.YamlFeature),
        ["a manifest that is not canonical"] = (() => With(Manifest() + "# comment\n"), Branch, RegistryRules.NotCanonical),
        ["a manifest of another version"] = (() => With(Manifest().Replace($"version: {Id}", "version: 2026.11.21-120001", StringComparison.Ordinal)), Branch, RegistryRules.PathMismatch),
        ["a link"] = (() => Honest.Write(ManifestPath(Id), "../../../../../registry.yaml", Link), Branch, RegistryRules.FileMode),
        ["a program"] = (() => Honest.Write(ManifestPath(Id), Manifest(), "100755"), Branch, RegistryRules.FileMode),
        ["a huge file"] = (() => With(Manifest() + new string('#', 3 * 1024 * 1024)), Branch, RegistryRules.InboxSize),
        ["somebody else's name"] = (() => With(Manifest().Replace(Author, "The Boss <boss@example.com>", StringComparison.Ordinal)), Branch, RegistryRules.InboxAuthor),
        ["a channel that there is not"] = (() => With(Manifest(channel: "none")), Branch, RegistryRules.ChannelUnknown),
        ["a name that is none"] = (() => Honest, "emit/acme/billing", RegistryRules.InboxBranch),
        ["a name with a path"] = (() => Honest, $"{Branch}/x", RegistryRules.InboxBranch),
        ["a mark that is none"] = (() => Honest, $"{Branch}-forced", RegistryRules.InboxBranch),
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task AnAttackIsRefusedAndTheHonestComeIn(string attack, Way way)
    {
        var (commit, branch, rule) = s_attacks[attack];
        await using var inbox = await InboxRegistry.CreateAsync(way);
        inbox.Registry.Commit(commit(), branch);
        var honest = branch == "emit/acme/billing" ? null : await inbox.SubmitAsync("honest");

        var outcome = await inbox.PassAsync();

        var refused = Assert.Single(outcome.Refused);
        Assert.Equal(branch, refused.Branch);
        Assert.Contains(rule, refused.Problems.Select(problem => problem.Rule));
        Assert.Equal(honest, outcome.Folded.SingleOrDefault()?.Branch);
        Assert.Equal([branch], inbox.Branches);
        await inbox.Registry.DoAsync("validate");
        Assert.DoesNotContain("evil", inbox.Sandbox.Run(inbox.Registry.Path, "ls-tree", "-r", "--name-only", "main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.Http)]
    public async Task AManifestThatStandsIsNotReplaced(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        await inbox.SubmitAsync("a");
        await inbox.PassAsync();
        var text = inbox.Registry.Text(ManifestPath(Id));
        inbox.Registry.Commit(Honest, Branch);

        var outcome = await inbox.PassAsync();

        Assert.All(Assert.Single(outcome.Refused).Problems, problem => Assert.Equal(RegistryRules.InboxFiles, problem.Rule));
        Assert.Equal(text, inbox.Registry.Text(ManifestPath(Id)));
    }

    [Fact]
    public async Task WhatComesWithAnEarlierCommitOfTheBranchIsRefused()
    {
        await using var inbox = await InboxRegistry.CreateAsync();
        inbox.Registry.Commit(new HandCommit("first").Write("registry.yaml", Settings.Open), Branch);
        inbox.Registry.Commit(Honest, Branch, $"refs/heads/{Branch}");

        Assert.Equal(RegistryRules.InboxCommit, Assert.Single(Assert.Single((await inbox.PassAsync()).Refused).Problems).Rule);
    }

    [Fact]
    public async Task OfAnEarlierCommitNothingGetsInWhereTheHistoryIsNotKnownEither()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.Http);
        inbox.Registry.Commit(new HandCommit("first").Write("registry.yaml", Settings.Open).Write("evil", "evil"), Branch);
        inbox.Registry.Commit(Honest, Branch, $"refs/heads/{Branch}");
        var settings = inbox.Registry.Text("registry.yaml");

        await inbox.PassAsync();

        Assert.Equal(settings, inbox.Registry.Text("registry.yaml"));
        Assert.DoesNotContain("evil", inbox.Sandbox.Run(inbox.Registry.Path, "ls-tree", "-r", "--name-only", "main"), StringComparison.Ordinal);
        await inbox.Registry.DoAsync("validate");
    }

    [Fact]
    public async Task ARefusedBranchIsRemovedAfterADay()
    {
        await using var inbox = await InboxRegistry.CreateAsync(Way.File);
        inbox.Registry.Commit(Honest.Write("evil", "evil"), Branch);
        inbox.Registry.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.False(Assert.Single((await inbox.PassAsync()).Refused).Removed);
        inbox.Registry.Time.Advance(TimeSpan.FromSeconds(1));

        var outcome = await inbox.PassAsync();

        Assert.True(Assert.Single(outcome.Refused).Removed);
        Assert.Empty(inbox.Branches);
    }

    private static HandCommit With(string manifest, string entity = Billing) =>
        new HandCommit("emit").Write(ManifestPath(Id, entity), manifest).Write(SourcePath("a", entity), $"{Id}\n");

    private static string Manifest(string entity = Billing, string? channel = null) => Encoding.UTF8.GetString(ManifestFormat.Write(new Manifest
    {
        Entity = EntityName.Parse(entity),
        Version = VersionId.Parse(Id),
        Ordinal = 1,
        Name = "harmless",
        SourceHash = Digest.Parse(HashOf("a")),
        CreatedAt = VersionId.Parse(Id).Time,
        CreatedBy = Author,
        Channel = channel,
        Files = [new VersionFile { Name = "a.bin", Size = 1, Sha256 = Digest.Of("a"u8) }],
    }));
}
