using Registry.Cli.Hosting;
using Registry.Cli.PullRequests;
using Registry.Cli.Tests.PullRequests;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using Registry.Git;
using Registry.Reconciler.Inbox;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Inbox;

/// <summary>Senders of a registry on GitHub read in the status of their commit what became of their emits.</summary>
public sealed class InboxStatusTests
{
    private const string Evil = $"emit/{Billing}/0123456789abcdef";

    [Fact]
    public async Task AnAcceptedEmitHasItsIdInTheStatus()
    {
        await using var registry = await CreateRegistryAsync();
        var commit = (await SubmitAsync(registry)).Json.GetProperty("commit").GetString()!;

        await PassAsync(registry);

        Assert.Equal(["registry/emit: success"], await registry.StatusesAsync(commit));
        Assert.Equal(1, CountStatuses(registry));
    }

    [Fact]
    public async Task ARefusedOneIsToldOnceAndRemovedADayAfterThat()
    {
        await using var registry = await CreateRegistryAsync();
        registry.Registry.Time.Advance(TimeSpan.FromDays(-3));
        registry.Registry.Commit(new HandCommit("evil").Write("evil", "evil"), Evil);
        var commit = registry.Registry.Sandbox.Run(registry.Registry.Path, "rev-parse", Evil);
        // The commit is old, but its sender is told only now.
        registry.Registry.Time.Now = TimeProvider.System.GetUtcNow();

        var (first, second) = (await PassAsync(registry), await PassAsync(registry));
        registry.Registry.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        var third = await PassAsync(registry);

        Assert.Equal([false, false, true], new[] { first, second, third }.Select(outcome => Assert.Single(outcome.Refused).Removed));
        Assert.Equal(["registry/emit: failure"], await registry.StatusesAsync(commit));
        Assert.Equal(1, CountStatuses(registry));
    }

    [Fact]
    public async Task WhoWaitsReadsWhyItWasRefused()
    {
        await using var registry = await CreateRegistryAsync();
        // Refused by the reconciler alone: the builder has seen other settings.
        await SubmitAsync(registry, "--channel", "beta");
        registry.Registry.Commit(new HandCommit("no beta").Write("registry.yaml", SettingsOf(registry.Registry).Replace("- name: beta\n  advance: manual\n", "", StringComparison.Ordinal)));
        await PassAsync(registry);
        registry.Registry.Commit(new HandCommit("beta").Write("registry.yaml", SettingsOf(registry.Registry)));

        var run = await registry.RunAsync("emit", Billing, "--source-hash", HashOf("a"), "--file", registry.Registry.FileOf("a"), "--channel", "beta", "--wait");

        Assert.Contains($"error {RegistryRules.InboxRemoved.Code}: the reconciler refused it: {RegistryRules.ChannelUnknown.Code}: ", run.Ended(ExitCode.Refused).Error, StringComparison.Ordinal);
    }

    private static string SettingsOf(TestRegistry registry) => Settings.Inbox.Replace("registry/files", registry.Files, StringComparison.Ordinal);

    private static async Task<GitHubRegistry> CreateRegistryAsync()
    {
        var registry = await GitHubRegistry.CreateAsync();
        registry.Registry.Commit(new HandCommit("inbox").Write("registry.yaml", SettingsOf(registry.Registry)));
        return registry;
    }

    private static async Task<CommandRun> SubmitAsync(GitHubRegistry registry, params string[] more) =>
        (await registry.RunAsync(["emit", Billing, "--source-hash", HashOf("a"), "--file", registry.Registry.FileOf("a"), "--json", .. more])).Ended(ExitCode.Done);

    private static int CountStatuses(GitHubRegistry registry) => registry.GitHub.Requests.Count(request => request.Operation == "POST /repos/{owner}/{repo}/statuses/{sha}");

    private static async Task<InboxOutcome> PassAsync(GitHubRegistry registry)
    {
        var output = new Output.ConsoleOutput(TextWriter.Null, TextWriter.Null, isJson: false, isTerminal: false, width: null);
        var context = new CommandContext { Output = output, WorkingDirectory = registry.Registry.WorkingDirectory, Environment = name => registry.Registry.Variables.GetValueOrDefault(name) };
        using var gitHub = GitHubConnection.Require(context, registry.Url);
        await using var store = await GitRegistryStore.OpenAsync(registry.Url, registry.Registry.Sandbox.Options(registry.Registry.Time), Token);
        return (await InboxRegistry.ReconcileAsync(store, new GitHubInboxReporter(gitHub.Client, gitHub.Repository, registry.Registry.Time, output.Warn))).Inbox;
    }
}
