using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Registry.Server.Tests.Support;
using Registry.Server.Webhooks;

namespace Registry.Server.Tests.Webhooks;

/// <summary>Deliveries from GitHub, from those who pretend to be it, and from those who send them again.</summary>
public sealed class GitHubWebhookTests : ServerTestBase
{
    private const string Body = "Hello, World!";

    /// <summary>GitHub's own example.</summary>
    private const string Signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private readonly ScriptedReconciler _reconciler = new();
    private readonly ConcurrentQueue<string> _results = [];
    private readonly MeterListener _listener = new();
    private TestServer? _server;

    [Fact]
    public async Task ADeliveryWakesTheLoopAndItsReplayDoesNot()
    {
        var server = await StartedAsync();
        var id = Guid.NewGuid().ToString();

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(server, "push", Signature, Body, id));
        await _reconciler.NextAsync();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(server, "push", Signature, Body, id));

        Assert.Equal(["accepted", "replayed"], _results);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1700")]
    public async Task ABadSignatureIsTurnedAway(string? signature)
    {
        var server = await StartedAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(server, "push", signature, Body, Guid.NewGuid().ToString()));

        Assert.Equal(["unauthorized"], _results);
    }

    [Fact]
    public async Task AForgedDeliveryDoesNotUseUpTheIdOfTheRealOne()
    {
        var server = await StartedAsync();
        var id = Guid.NewGuid().ToString();
        await SendAsync(server, "push", "sha256=00", Body, id);

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(server, "push", Signature, Body, id));

        await _reconciler.NextAsync();
    }

    [Fact]
    public async Task AnEventThatChangesNothingWakesNobody()
    {
        var server = await StartedAsync();

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(server, "star", Signature, Body, Guid.NewGuid().ToString()));

        Assert.Equal(["ignored"], _results);
    }

    [Fact]
    public async Task ADeliveryWithoutAnIdIsMalformed() => Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(await StartedAsync(), "push", Signature, Body, "none"));

    [Fact]
    public async Task ABodyOfMoreThan25MegabytesIsTooLarge()
    {
        var body = new string('x', (25 * 1024 * 1024) + 1);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(await StartedAsync(), "push", Sign(body), body, Guid.NewGuid().ToString()));
    }

    [Fact]
    public async Task ABodyAsLargeAsGitHubSendsIsTaken()
    {
        var body = new string('x', 25 * 1024 * 1024);

        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(await StartedAsync(), "push", Sign(body), body, Guid.NewGuid().ToString()));
    }

    [Fact]
    public void MemoryOfDeliveriesIsBounded()
    {
        var seen = new SeenDeliveries();
        var ids = Enumerable.Range(0, SeenDeliveries.Most + 1).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in ids) Assert.True(seen.TryAdd(id));

        Assert.False(seen.TryAdd(ids[1]));
        Assert.True(seen.TryAdd(ids[0]));
    }

    private protected override async ValueTask DisposeServersAsync()
    {
        _listener.Dispose();
        if (_server is not null) await _server.DisposeAsync();
    }

    private static string Sign(string body) => $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestServer.Secret), Encoding.UTF8.GetBytes(body)))}";

    /// <summary>A server that has done its first pass and sleeps.</summary>
    private async Task<TestServer> StartedAsync()
    {
        _server = await TestServer.StartAsync(Sandbox, Registry, _reconciler);
        await _reconciler.NextAsync();
        // Other tests have meters of the same name, of other factories.
        var factory = _server.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "registry.webhook.deliveries" && instrument.Meter.Scope == factory) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _results.Enqueue((string)tags[0].Value!));
        _listener.Start();
        return _server;
    }

    private static async Task<HttpStatusCode> SendAsync(TestServer server, string name, string? signature, string body, string delivery)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/github") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        // What is turned away for its size is so before it is sent.
        request.Headers.ExpectContinue = body.Length > Body.Length;
        request.Headers.Add("X-GitHub-Event", name);
        request.Headers.Add("X-GitHub-Delivery", delivery);
        if (signature is not null) request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        using var answer = await server.Client.SendAsync(request, TestServer.Token);
        return answer.StatusCode;
    }
}
