using Registry.Core.Rules;
using Registry.Server.Health;
using Registry.Server.Hosting;
using Registry.Server.Reconciling;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Health;

/// <summary>What probes are told of each state of the loop.</summary>
public sealed class HealthReportTests
{
    private readonly ManualTimeProvider _clock = ManualTimeProvider.AtNoon();

    [Theory]
    [InlineData(1, 10)]
    [InlineData(5, 15)]
    public void ALoopThatMakesNoStepForThreeIntervalsOrTenMinutesIsNotAlive(int interval, int limit)
    {
        var monitor = Monitor(TimeSpan.FromMinutes(interval));
        monitor.Step();

        _clock.Advance(TimeSpan.FromMinutes(limit));
        Assert.True(HealthReport.Live(monitor.State).IsOk);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(HealthReport.Live(monitor.State).IsOk);

        monitor.Step();
        Assert.True(HealthReport.Live(monitor.State).IsOk);
    }

    [Fact]
    public void ALoopThatWaitsOnPurposeIsAlive()
    {
        var monitor = Monitor();
        monitor.Waits(TimeSpan.FromMinutes(15));

        _clock.Advance(TimeSpan.FromMinutes(25));
        Assert.True(HealthReport.Live(monitor.State).IsOk);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(HealthReport.Live(monitor.State).IsOk);
    }

    [Fact]
    public void AWallClockThatIsSetDoesNotMakeItLookDead()
    {
        var monitor = Monitor();

        _clock.Now += TimeSpan.FromDays(3);

        Assert.True(HealthReport.Live(monitor.State).IsOk);
    }

    [Fact]
    public void ALoopThatEndedIsNotAlive()
    {
        var monitor = Monitor();
        monitor.Ended();

        Assert.Equal("failing", HealthReport.Live(monitor.State).Status);
    }

    [Fact]
    public void BeforeTheFirstPassNothingIsReady()
    {
        var report = HealthReport.Ready(Monitor().State);

        Assert.False(report.IsOk);
        Assert.All(report.Components.Values, component => Assert.Equal("failing", component.Status));
    }

    [Fact]
    public void AHolderIsReadyAfterAPass()
    {
        var report = HealthReport.Ready(Holder(ScriptedReconciler.Quiet).State);

        Assert.Equal("ok", report.Status);
        Assert.Equal("0123abc", report.Components["pass"].Detail);
    }

    [Fact]
    public void AStalledPassIsNotReadyAndSaysWhy()
    {
        var problem = new Problem(RegistryRules.RemoteRefused, null, "a protected branch");

        var report = HealthReport.Ready(Holder(ScriptedReconciler.Quiet with { IsStalled = true, Problems = [problem] }).State);

        Assert.False(report.IsOk);
        Assert.Contains("a protected branch", report.Components["pass"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ARegistryThatIsOutOfReachIsNotReadyUntilAPassSucceeds()
    {
        var monitor = Holder(ScriptedReconciler.Quiet);
        monitor.Failed("no route to host", isReached: false);
        Assert.Equal("failing", HealthReport.Ready(monitor.State).Components["registry"].Status);

        monitor.Reached();
        monitor.Passed(ScriptedReconciler.Quiet);

        Assert.True(HealthReport.Ready(monitor.State).IsOk);
    }

    [Fact]
    public void OneThatStandsByIsReadyAsStandby()
    {
        var monitor = Monitor();
        monitor.Reached();
        monitor.StandsBy(new Git.Leases.LeaseRecord("other", "id", 3, TimeSpan.FromMinutes(1), 1, IsFree: false));

        var report = HealthReport.Ready(monitor.State);

        Assert.True(report.IsOk);
        Assert.Equal("standby", report.Status);
        Assert.Equal("held by other", report.Components["lease"].Detail);
    }

    private LoopMonitor Holder(PassReport report)
    {
        var monitor = Monitor();
        monitor.Reached();
        monitor.Holds();
        monitor.Passed(report);
        return monitor;
    }

    private LoopMonitor Monitor(TimeSpan? interval = null) => new(new ServerOptions { PollInterval = interval ?? TimeSpan.FromMinutes(1) }, _clock);
}
