namespace Registry.Workflows.Tests.Runs;

/// <summary>What strangers write stays text: no part of it is executed, and none is a command for the runner.</summary>
public sealed class HostileTests
{
    private const string Injection = "$(touch pwned)`touch pwned`'; touch pwned; '\"; touch pwned; \"\n::error::pwned\n::add-mask::pwned\n${{ github.token }}";

    private const string Branch = "$(touch${IFS}pwned)`touch${IFS}pwned`;'\"&&touch";

    [Fact]
    public async Task APullRequestIsText()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit(Branch, RegistryOnGitHub.Channel("stable", registry.Versions[0], $"reason: {Quoted(Injection)}\n"));
        var pull = await registry.OpenAsync(Branch, Injection, Injection);

        var run = (await registry.ValidateAsync(pull)).Passed();

        NothingHappened(registry, run);
        Assert.Empty(run.Commands);
    }

    [Fact]
    public async Task TheBaseOfAPullRequestIsText()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit("move", RegistryOnGitHub.Channel("stable", registry.Versions[0]));
        var pull = await registry.OpenAsync("move");

        var run = await registry.ValidateAsync(pull with { Base = pull.Base with { Ref = Branch } });

        NothingHappened(registry, run);
        Assert.Single(run.Failed("GitHub has no merge").Commands);
    }

    [Theory]
    [InlineData("$(touch pwned)")]
    [InlineData("refs/heads/gh-readonly-queue/main/pr-1;touch pwned-0")]
    [InlineData("refs/heads/gh-readonly-queue/main/pr---upload-pack=touch-0")]
    [InlineData("")]
    public async Task TheBranchOfAQueueIsText(string branch)
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        var main = registry.Sandbox.Run(registry.Bare, "rev-parse", "main");

        var run = (await registry.ValidateGroupAsync(branch, main, main)).Failed("names no pull request");

        NothingHappened(registry, run);
    }

    [Fact]
    public async Task AFileOfAPullRequestIsNeverExecuted()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit(
            "files", (".gitattributes", "* filter=pwned merge=pwned\n"), (".github/workflows/validate.yml", "jobs:\n  validate:\n    steps:\n    - run: touch pwned\n"),
            ("Directory.Build.props", "<Project><Target Name=\"x\" BeforeTargets=\"Build\"><Touch Files=\"pwned\" AlwaysCreate=\"true\" /></Target></Project>\n"));

        NothingHappened(registry, await registry.ValidateAsync(await registry.OpenAsync("files")));
    }

    [Theory]
    [InlineData("registry.yaml")]
    [InlineData("entities/acme/billing/channels/stable.yaml")]
    [InlineData("entities/acme/billing/entity.yaml")]
    public async Task WhatIsWrongWithAFileIsText(string path)
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        registry.Commit("broken", (path, $"{Quoted(Injection)}: {Quoted(Injection)}\n"));

        var run = (await registry.ValidateAsync(await registry.OpenAsync("broken"))).Failed($"file={path}");

        NothingHappened(registry, run);
        Assert.All(run.Commands, command => Assert.StartsWith($"::error file={path},line=", command, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheInputsOfAPromotionAreText()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();

        var reason = (await registry.PromoteAsync(registry.Versions[0], reason: Injection)).Passed();
        var option = (await registry.PromoteAsync(registry.Versions[0], reason: "--help")).Passed();
        JobRun[] refused =
        [
            await registry.PromoteAsync(Injection), await registry.PromoteAsync(registry.Versions[0], channel: Injection),
            await registry.PromoteAsync(registry.Versions[0], entity: Injection), await registry.PromoteAsync(registry.Versions[0], entity: "--registry=/pwned"),
            await registry.PromoteAsync(Injection, rollback: true),
        ];

        Assert.All(refused, run => Assert.False(run.Succeeded, run.Log));
        Assert.All([reason, option, .. refused], run => NothingHappened(registry, run));
        Assert.All([reason, option, .. refused], run => Assert.Empty(run.Commands));
        Assert.Contains("Why: `--help`", (await registry.FindAsync(1)).Body, StringComparison.Ordinal);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private static void NothingHappened(RegistryOnGitHub registry, JobRun run)
    {
        Assert.DoesNotContain(registry.Runner.Files, file => Path.GetFileName(file).StartsWith("pwned", StringComparison.Ordinal));
        Assert.DoesNotContain("ghs_", run.Log + run.Summary, StringComparison.Ordinal);
    }
}
