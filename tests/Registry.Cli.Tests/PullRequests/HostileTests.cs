using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.PullRequests;

/// <summary>Pull requests that want more than they may: each is refused, or harmless.</summary>
public sealed class HostileTests
{
    // Raw HTML, a link, an image, a mention, a reference, a heading, the end of a fence, of a comment and of a table cell, a workflow command.
    private const string Hostile = "</details><script>alert(1)</script> [x](https://evil.example) ![y](https://evil.example/z) @everyone #1 \n# Approved\n```\n````\n--> | | ::error::gone\n::set-output name=a::b\n$(touch pwned) `touch pwned`";

    public static TheoryData<string, string?, string> Changes => new()
    {
        // A manifest that stands.
        { ManifestPath("2026.11.21-120000"), "apiVersion: registry/v1\n", RegistryRules.MissingKey.Code },
        { ManifestPath("2026.11.21-120000"), null, RegistryRules.Tombstone.Code },
        // What only owners change.
        { "registry.yaml", Settings.Open, RegistryRules.Owner.Code },
        { ".github/workflows/validate.yml", "on: push\n", RegistryRules.Owner.Code },
        { ".github/CODEOWNERS", "* @mallory\n", RegistryRules.Owner.Code },
        { "docs/CODEOWNERS", "* @mallory\n", RegistryRules.Owner.Code },
        { ".gitattributes", "* merge=ours\n", RegistryRules.Owner.Code },
        // Names that are equal but for their case, on a file system that does not tell them apart.
        { "Registry.yaml", Settings.Open, RegistryRules.CaseClash.Code },
        { "Entities/acme/billing/channels/stable.yaml", "version: 2026.11.21-120000\n", RegistryRules.CaseClash.Code },
        { "entities/acme/Billing/entity.yaml", "apiVersion: registry/v1\nkind: Entity\n", RegistryRules.Layout.Code },
        { "entities/acme/billing/channels/Stable.yaml", "version: 2026.11.21-120000\n", RegistryRules.Layout.Code },
        // Files that no reader expects, and paths that lead elsewhere.
        { "entities/acme/billing/channels/stable.yml", "version: 2026.11.21-120000\n", RegistryRules.Layout.Code },
        { "entities/acme/billing/.gitattributes", "* -diff\n", RegistryRules.Layout.Code },
        { "entities/con/aux/entity.yaml", "apiVersion: registry/v1\nkind: Entity\n", RegistryRules.Layout.Code },
        // What the reconciler alone says.
        { "entities/acme/billing/soaks/dev.yaml", "version: 2026.11.21-120000\nsince: 2020-01-01T00:00:00Z\n", RegistryRules.Observed.Code },
        { ReleasePath("2026.11.21-120000"), "version: 2026.11.21-120000\n", RegistryRules.Observed.Code },
        // A channel that is another's, and tricks of YAML.
        { ChannelPath("stable"), "version: 2026.11.21-120000\n", RegistryRules.ChannelWho.Code },
        { ChannelPath("dev"), "version: &a 2026.11.21-120000\nreason: *a\n", RegistryRules.YamlFeature.Code },
        { ChannelPath("dev"), "version: 2026.11.21-120000\nversion: 2026.11.21-120000\n", RegistryRules.DuplicateKey.Code },
        { ChannelPath("dev"), "<<<<<<< ours\nversion: 2026.11.21-120000\n", RegistryRules.ConflictMarker.Code },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task AnAttemptIsRefusedWithItsPlace(string path, string? content, string code)
    {
        using var registry = await CreateAsync(Settings.Guarded);
        await registry.DoAsync("codeowners");
        Assert.Equal("2026.11.21-120000", await registry.EmitAsync("a"));
        registry.Commit(content is null ? new HandCommit("attack").Remove(path) : new HandCommit("attack").Write(path, content), "attack");

        var run = (await registry.RunAsync("validate", "--base", "main", "--head", "attack", "--by", "@mallory", "--format", "github")).Ended(ExitCode.Failed);

        Assert.Contains(run.Output.Split('\n'), line => line.StartsWith($"::error file={path}", StringComparison.Ordinal) && line.Contains($"title={code}::", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TextOfOthersIsNothingButTextInAPullRequest()
    {
        using var registry = await CreateAsync(Settings.Open);
        var id = await registry.EmitAsync("a", Billing, "--changelog", Hostile, "--semver", "1.0.0");

        var run = await registry.DoAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--reason", Hostile, "--pull-request", "--json");
        var text = run.Json.GetProperty("text").GetString()!;

        var document = Markdown.Parse(text, new MarkdownPipelineBuilder().UseAdvancedExtensions().Build());
        Assert.Empty(document.Descendants<HtmlBlock>());
        Assert.Empty(document.Descendants<HtmlInline>());
        Assert.Empty(document.Descendants<LinkInline>());
        Assert.Empty(document.Descendants<AutolinkInline>());
        Assert.Equal(["What the checks ask", $"Version {id}", "Versions that it brings", $"{id} (", ")"], document.Descendants<HeadingBlock>().SelectMany(heading => heading.Inline!.OfType<LiteralInline>()).Select(inline => inline.Content.ToString()));
        var block = Assert.Single(document.Descendants<FencedCodeBlock>());
        Assert.Equal(Hostile, block.Lines.ToString());
        Assert.DoesNotContain(document.Descendants<LiteralInline>(), inline => inline.Content.ToString().Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task TextOfOthersBeginsNoWorkflowCommand()
    {
        using var registry = await CreateAsync(Settings.Open);
        await registry.EmitAsync("a");
        registry.Commit(new HandCommit("attack").Write("entities/acme/billing/x\n::error::y.yaml", "x\n").Write(ChannelPath("dev"), "version: \"\\n::error::z\"\n"), "attack");

        var run = (await registry.RunAsync("validate", "--base", "main", "--head", "attack", "--by", "@mallory", "--format", "github")).Ended(ExitCode.Failed);

        Assert.All(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("::error file=entities/acme/billing/", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheTextOfAnEndlessChangelogFitsIntoAPullRequest()
    {
        using var registry = await CreateAsync(Settings.Open);
        var id = await registry.EmitAsync("first", Billing, "--set-active");
        for (var number = 0; number < 20; number++) id = await registry.EmitAsync($"v{number}", Billing, "--changelog", new string('x', 100_000));

        var run = await registry.DoAsync("promote", $"{Billing}@{id}", "--channel", "stable", "--pull-request", "--json");

        Assert.InRange(run.Json.GetProperty("text").GetString()!.Length, 40_000, 65_536);
    }
}
