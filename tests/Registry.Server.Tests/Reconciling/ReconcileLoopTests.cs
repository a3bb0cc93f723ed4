using Registry.Core.Rules;
using Registry.Reconciler;
using Registry.Server.Reconciling;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Reconciling;

/// <summary>The loop with a real registry, whose passes do what the tests say.</summary>
public sealed class ReconcileLoopTests : ServerTestBase
{
    private readonly List<TestServer> _servers = [];

    [Fact]
    public async Task PassesFollowEachOtherAtTheIntervalAndAllIsLookedAtNowAndThen()
    {
        var reconciler = new ScriptedReconciler();
        await StartAsync(reconciler, "--Registry:PollInterval=00:00:00.1", "--Registry:FullInterval=00:00:00.5");

        List<PassKind> kinds = [];
        do kinds.Add(await reconciler.NextAsync());
        while (kinds.Count(kind => kind == PassKind.Everything) < 2);

        Assert.Equal(PassKind.Everything, kinds[0]);
        Assert.Contains(PassKind.Changes, kinds);
    }

    [Fact]
    public async Task WhatComesDueByItselfIsNotWaitedForAnInterval()
    {
        var reconciler = new ScriptedReconciler { Pass = (_, _) => Task.FromResult(ScriptedReconciler.Quiet with { NextDue = DateTimeOffset.UnixEpoch }) };
        await StartAsync(reconciler);

        await reconciler.NextAsync();
        await reconciler.NextAsync();
    }

    [Fact]
    public async Task AWakeDuringAPassIsNotLost()
    {
        var reconciler = new ScriptedReconciler();
        var go = new TaskCompletionSource();
        reconciler.Pass = async (number, _) =>
        {
            if (number == 1) await go.Task;
            return ScriptedReconciler.Quiet;
        };
        var server = await StartAsync(reconciler);
        await reconciler.NextAsync();

        server.Wake();
        go.SetResult();

        await reconciler.NextAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFailureIsTriedAgainAndASuccessMakesItReady(bool isDefect)
    {
        var reconciler = new ScriptedReconciler
        {
            Pass = (number, _) => number > 2 ? Task.FromResult(ScriptedReconciler.Quiet)
                : throw (isDefect ? new InvalidTimeZoneException("a defect") : new RegistryException(RegistryRules.Unreachable, "no route")),
        };
        var server = await StartAsync(reconciler, "--Registry:PollInterval=00:00:00.1");
        for (var pass = 0; pass < 4; pass++) await reconciler.NextAsync();

        var ready = await server.ReadyAsync("ok");

        Assert.Equal(["status", "components"], ready.EnumerateObject().Select(property => property.Name));
        Assert.Equal("0123abc", ready.GetProperty("components").GetProperty("pass").GetProperty("detail").GetString());
    }

    [Fact]
    public async Task TheLeaseIsHeldDuringAPassAndGivenBackAtTheEnd()
    {
        var reconciler = new ScriptedReconciler();
        var server = await StartAsync(reconciler);
        await reconciler.NextAsync();
        Assert.Contains("Lease-State: held", LeaseText, StringComparison.Ordinal);

        await server.StopAsync();

        Assert.Contains("Lease-State: free", LeaseText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongPassKeepsItsLease()
    {
        var reconciler = new ScriptedReconciler { Pass = Forever };
        var server = await StartAsync(reconciler, "--Registry:LeaseDuration=00:00:01");
        await reconciler.NextAsync();
        var first = LeaseText;

        // Two renewals later, the pass still runs.
        while (LeaseText == first) await server.ProbeAsync("/health/live");
        var second = LeaseText;
        while (LeaseText == second) await server.ProbeAsync("/health/live");

        Assert.Contains("Lease-Number: 1\n", LeaseText, StringComparison.Ordinal);
        await server.StopAsync();
    }

    [Fact]
    public async Task ASecondOneStandsByAndGoesOnWhenTheFirstStops()
    {
        var (first, second) = (new ScriptedReconciler(), new ScriptedReconciler());
        var one = await StartAsync(first, "--Registry:Name=one");
        await first.NextAsync();
        var two = await StartAsync(second, "--Registry:Name=two", "--Registry:LeaseDuration=00:00:02", $"--Registry:Home={Sandbox.Combine("other")}");
        var standby = await two.ReadyAsync("standby");
        Assert.Equal("held by one", standby.GetProperty("components").GetProperty("lease").GetProperty("detail").GetString());

        await one.StopAsync();
        await second.NextAsync();

        Assert.Contains("Lease-Number: 2\n", LeaseText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALostLeaseEndsThePassAndTheServiceStandsBy()
    {
        var reconciler = new ScriptedReconciler { Pass = Forever };
        var server = await StartAsync(reconciler, "--Registry:LeaseDuration=00:00:02");
        await reconciler.NextAsync();

        TakeLease();

        var standby = await server.ReadyAsync("standby");
        Assert.Equal("held by thief", standby.GetProperty("components").GetProperty("lease").GetProperty("detail").GetString());
    }

    [Fact]
    public async Task TheProductsOwnPassWritesUnderTheLease()
    {
        await EmitAsync();
        var server = await StartAsync(reconciler: null);

        await server.ReadyAsync("ok");

        Assert.True(HasChannel);
    }

    private protected override async ValueTask DisposeServersAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
    }

    private static async Task<PassReport> Forever(int number, CancellationToken cancellationToken)
    {
        await new TaskCompletionSource<PassReport>().Task.WaitAsync(cancellationToken);
        return ScriptedReconciler.Quiet;
    }

    /// <summary>Somebody else takes the lease over, without waiting.</summary>
    private void TakeLease()
    {
        var tree = Sandbox.RunWithInput(Registry, "", "mktree");
        var lease = Sandbox.RunWithInput(
            Registry, "lease\n\nLease-Holder: thief\nLease-Id: 0\nLease-Number: 2\nLease-Seconds: 600\nLease-Renewal: 1\nLease-State: held\n", "commit-tree", tree, "-F", "-");
        Sandbox.Run(Registry, "update-ref", "refs/registry/lease", lease);
    }

    private async Task<TestServer> StartAsync(IReconciler? reconciler, params string[] settings)
    {
        var server = await TestServer.StartAsync(Sandbox, Registry, reconciler, settings);
        _servers.Add(server);
        return server;
    }
}
