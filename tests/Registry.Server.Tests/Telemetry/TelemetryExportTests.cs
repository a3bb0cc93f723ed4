using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Registry.Server.Telemetry;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Telemetry;

/// <summary>What is sent by OTLP. The service has a process of its own, for in one process all see the meters and spans of all.</summary>
public sealed class TelemetryExportTests : ServerTestBase
{
    private ServerProcess? _process;

    [Fact]
    public async Task AStopSendsAllThatWasMeasured()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await ServeAsync(collector.Address);

        Assert.All(collector.Requests, request => Assert.Equal(("POST", "application/x-protobuf"), (request.Method, request.ContentType)));
        var metrics = Items(collector, "/v1/metrics").Where(item => item.Scope == ServerMetrics.Name).ToLookup(item => item.Metric, StringComparer.Ordinal);
        Assert.Equal(Declared().Order(), metrics.Select(metric => metric.Key).Order());
        Assert.Contains(metrics["registry.passes"].Last().Sums, point => point["result"] == "changed" && point["kind"] == "everything");
        Assert.Contains(metrics["registry.webhook.deliveries"].Last().Sums, point => point["result"] == "unauthorized");
        // The lease was given back before.
        Assert.Equal([0], metrics["registry.lease.number"].Last().Gauges);
        var spans = Items(collector, "/v1/traces").ToList();
        Assert.Equal(["lease", "pass"], spans.Where(item => item.Scope == ServerMetrics.Name).Select(item => item.Span).Distinct().Order());
        Assert.Contains(spans, item => item.Scope == "Microsoft.AspNetCore" && item.SpanAttributes.GetValueOrDefault("url.path") == "/webhooks/github");
        Assert.All([.. metrics.SelectMany(metric => metric), .. spans], item => Assert.Equal(("registry", "one"), (item.Resource["service.name"], item.Resource["service.instance.id"])));
    }

    [Fact]
    public async Task NoSecretIsSent()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var git = new GitServer(Sandbox);
        await ServeAsync(collector.Address, git.UrlOf(Registry).Replace("://", "://robot:hunter1@", StringComparison.Ordinal));

        // What is looked for would be seen.
        Assert.Contains(collector.Requests, request => Encoding.UTF8.GetString(request.Body).Contains("/webhooks/github", StringComparison.Ordinal));
        Assert.All(collector.Requests, request => Assert.DoesNotContain("hunter", Encoding.UTF8.GetString(request.Body), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OtlpAnswer.Failed)]
    [InlineData(OtlpAnswer.Never)]
    public async Task ACollectorThatFailsChangesNothing(OtlpAnswer answer)
    {
        await using var collector = await OtlpCollector.StartAsync();
        collector.Answer = answer;

        await ServeAsync(collector.Address);

        Assert.Equal(["/v1/metrics", "/v1/traces"], collector.Requests.Select(request => request.Path).Distinct().Order());
    }

    [Fact]
    public async Task ACollectorThatIsNotThereChangesNothing()
    {
        // Bound, so that nobody else listens there, and not listening.
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        await ServeAsync($"http://{nobody.LocalEndPoint}");
    }

    private protected override async ValueTask DisposeServersAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
    }

    /// <summary>Serves until there was a pass and a delivery, and stops; neither fails.</summary>
    private async Task ServeAsync(string collector, string? registry = null)
    {
        await EmitAsync();
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["REGISTRY_URL"] = registry ?? Registry, ["REGISTRY_NAME"] = "one", ["REGISTRY_OTLP_ENDPOINT"] = collector,
            ["REGISTRY_WEBHOOK_SECRET"] = "hunter2", ["GITHUB_TOKEN"] = "hunter3",
        };
        _process = ServerProcess.Start(Sandbox, Path.Combine(AppContext.BaseDirectory, "Registry.Server.dll"), variables, TestServer.Token, "--Urls=http://127.0.0.1:0", "--Registry:StopWithInput=true");
        await _process.ReadyAsync();
        using (var client = new HttpClient { BaseAddress = await _process.Address })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "hunter4");
            using var delivery = new StringContent("hunter5");
            // An address may hold a signature that permits something.
            using var answer = await client.PostAsync(new Uri("/webhooks/github?signature=hunter6", UriKind.Relative), delivery, TestServer.Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        _process.CloseInput();
        await _process.EndAsync();

        Assert.Equal(0, _process.ExitCode);
        Assert.True(HasChannel);
        Assert.Contains("Lease-State: free", LeaseText, StringComparison.Ordinal);
    }

    private static IEnumerable<OtlpItem> Items(OtlpCollector collector, string path) =>
        collector.Requests.Where(request => request.Path == path).SelectMany(request => OtlpItem.Read(request.Body));

    /// <summary>The names of all that the service measures itself.</summary>
    private static HashSet<string> Declared()
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory)) names.Add(instrument.Name);
            },
        };
        listener.Start();
        _ = new ServerMetrics(factory, TimeProvider.System);
        return names;
    }
}
