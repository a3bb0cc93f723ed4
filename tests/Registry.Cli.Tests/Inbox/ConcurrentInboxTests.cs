using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Inbox;

/// <summary>Builders hand in while the reconciler folds: nobody waits for anybody, and nothing is lost.</summary>
public sealed class ConcurrentInboxTests
{
    private const int Builders = 8;
    private const int EmitsEach = 2;

    [Theory]
    [InlineData(Way.Path)]
    [InlineData(Way.File)]
    public async Task OfEightBuildersThatHandInWhileAReconcilerFoldsNothingIsLost(Way way)
    {
        await using var inbox = await InboxRegistry.CreateAsync(way);
        // Processes have a real clock, and so has the reconciler.
        inbox.Registry.Time.Now = TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1);
        foreach (var seed in Seeds()) inbox.Registry.FileOf(seed);
        var before = inbox.Registry.CountCommits();

        var builders = Task.WhenAll(Enumerable.Range(0, Builders).Select(builder => BuildAsync(inbox, builder)));
        var commits = 0;
        List<string> folded = [];
        for (var isLast = false; !isLast;)
        {
            // The last pass begins when all have handed in.
            isLast = builders.IsCompleted;
            var pass = await inbox.ReconcileAsync();
            Assert.Empty(pass.Inbox.Refused);
            if (pass.Commit is not null) commits++;
            folded.AddRange(pass.Inbox.Folded.Where(emit => emit.Created).Select(emit => emit.Version.ToString()));
        }

        Assert.All((await builders).SelectMany(runs => runs), run => Assert.Equal("queued", run.Ended(ExitCode.Done).Json.GetProperty("outcome").GetString()));
        Assert.Equal(Builders * EmitsEach, folded.Count);
        Assert.Equal(folded, folded.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(folded, await inbox.VersionsAsync());
        Assert.Equal(before + commits, inbox.Registry.CountCommits());
        Assert.Empty(inbox.Branches);
        await inbox.Registry.DoAsync("validate");
        await inbox.Registry.DoAsync("verify");
    }

    private static IEnumerable<string> Seeds() => Enumerable.Range(0, Builders).SelectMany(builder => Enumerable.Range(0, EmitsEach).Select(n => $"{builder}-{n}"));

    private static async Task<List<CommandRun>> BuildAsync(InboxRegistry inbox, int builder)
    {
        var home = new Dictionary<string, string>(StringComparer.Ordinal) { [Git.RegistryHome.Variable] = inbox.Sandbox.Combine("builders", $"{builder}") };
        var process = new RegistryProcess(inbox.Sandbox, inbox.Location) { Variables = home };
        List<CommandRun> runs = [];
        for (var n = 0; n < EmitsEach; n++) runs.Add(await process.RunAsync(inbox.Arguments($"{builder}-{n}")));
        return runs;
    }
}
