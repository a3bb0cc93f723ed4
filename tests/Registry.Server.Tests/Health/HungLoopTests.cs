using System.Net;
using Registry.Server.Reconciling;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Health;

/// <summary>A pass that hangs shows from outside.</summary>
public sealed class HungLoopTests : ServerTestBase
{
    private readonly ManualTimeProvider _time = ManualTimeProvider.AtNoon();
    private readonly TaskCompletionSource<PassReport> _hung = new();
    private TestServer? _server;

    [Fact]
    public async Task APassThatHangsAndHearsNobodyIsTakenForDeadAfterTenMinutes()
    {
        var reconciler = new ScriptedReconciler { Pass = (number, _) => number == 1 ? Task.FromResult(ScriptedReconciler.Quiet) : _hung.Task };
        _server = await TestServer.StartAsync(Sandbox, Registry, reconciler, _time, "--Registry:PollInterval=00:01:00", "--Registry:LeaseDuration=1.00:00:00");
        await reconciler.NextAsync();
        await _server.ReadyAsync("ok");
        _server.Wake();
        await reconciler.NextAsync();

        Assert.Equal(HttpStatusCode.OK, (await _server.ProbeAsync("/health/live")).Status);
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(HttpStatusCode.OK, (await _server.ProbeAsync("/health/live")).Status);
        _time.Advance(TimeSpan.FromSeconds(1));
        var (status, body) = await _server.ProbeAsync("/health/live");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("the loop makes no steps", body.GetProperty("components").GetProperty("loop").GetProperty("detail").GetString());
    }

    private protected override async ValueTask DisposeServersAsync()
    {
        _hung.TrySetResult(ScriptedReconciler.Quiet);
        if (_server is not null) await _server.DisposeAsync();
    }
}
