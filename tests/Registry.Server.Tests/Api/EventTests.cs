using System.Net;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Registry.Core.Rules;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Api;

/// <summary>Commits as they land: to listeners, and to subscribers who are told until they take it.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task AListenerIsToldOfEachCommitAndGoesOnWhereHeWas()
    {
        await using var world = await ApiWorld.StartAsync();
        var begin = world.Tip;
        var id = await world.EmitAsync("acme/billing", "one", setActive: true);
        await world.EmitAsync("acme/billing", "two");

        var (first, _) = await ListenAsync(world, world.Administrator, begin, 1);
        var (rest, _) = await ListenAsync(world, world.Administrator, first[0].Id, 1);

        Assert.Equal("commit", first[0].Type);
        Assert.Equal(
            ["channelMoved stable", "entityCreated", $"versionAdded {id}"],
            first[0].Data.GetProperty("changes").EnumerateArray().Select(change => string.Join(' ', new[] { "change", "version", "channel" }.Select(key => change.TryGetProperty(key, out var value) ? value.GetString() : null).OfType<string>())).Order(StringComparer.Ordinal));
        Assert.Equal(world.Tip, rest[0].Id);
        Assert.StartsWith("root <", rest[0].Data.GetProperty("author").GetString(), StringComparison.Ordinal);
        (await world.SendAsync("GET", "events", world.Administrator, null, ("Last-Event-ID", new string('0', 40)))).Refused(HttpStatusCode.NotFound, RegistryRules.RevisionUnknown);
        (await world.SendAsync("GET", "events", world.Administrator, null, ("Last-Event-ID", "--all"))).Refused(HttpStatusCode.BadRequest, RegistryRules.BadCall);
    }

    [Fact]
    public async Task AListenerHearsOfACommitThatSomebodyElsePushed()
    {
        await using var world = await ApiWorld.StartAsync();
        await world.EmitAsync("acme/billing", "one");
        var listening = ListenAsync(world, world.Administrator, world.Tip, 1);

        var clone = world.Sandbox.Combine("clone");
        world.Sandbox.Run(world.Sandbox.Path, "clone", "-q", world.Registry, clone);
        await File.AppendAllTextAsync(Path.Combine(clone, "entities", "acme", "billing", "entity.yaml"), "description: by hand\n", TestServer.Token);
        world.Sandbox.Run(clone, "commit", "-qam", "by hand");
        world.Sandbox.Run(clone, "push", "-q", "origin", "main");

        var (heard, _) = await listening;
        Assert.Equal(("by hand", "entityChanged"), (heard[0].Data.GetProperty("subject").GetString(), heard[0].Data.GetProperty("changes")[0].GetProperty("change").GetString()));
    }

    [Fact]
    public async Task AListenerHearsNothingOfWhatHeMayNotSee()
    {
        await using var world = await ApiWorld.StartAsync();
        var begin = world.Tip;
        (await world.SendAsync("POST", "entities", world.Administrator, new { entity = "acme/secret", visibility = "private", description = "hush" })).Expect(HttpStatusCode.Created);
        (await world.SendAsync("POST", "entities", world.Administrator, new { entity = "acme/open", visibility = "public" })).Expect(HttpStatusCode.Created);

        var (heard, text) = await ListenAsync(world, null, begin, 2);

        Assert.Equal([0, 1], heard.Select(item => item.Data.GetProperty("changes").GetArrayLength()));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASubscriberIsToldInOrderWithASignatureUntilHeTakesIt()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var world = await ApiWorld.StartAsync($"--Registry:SubscriptionSecrets={receiver.Secrets}");
        Subscribe(world, receiver.Url);
        await receiver.SubscribedAsync(world);
        receiver.Fail(2);

        var one = await world.EmitAsync("acme/billing", "one");
        await world.EmitAsync("acme/other", "other");
        var two = await world.EmitAsync("acme/billing", "two");
        var (first, second) = (await receiver.NextAsync(), await receiver.NextAsync());

        Assert.Equal([one, two], new[] { first, second }.Select(body => body.GetProperty("changes").EnumerateArray().Single(change => change.GetProperty("change").GetString() == "versionAdded").GetProperty("version").GetString()));
        Assert.Equal(4, receiver.Calls);
        Assert.Equal(world.Tip, second.GetProperty("commit").GetString());
    }

    private static void Subscribe(ApiWorld world, string url)
    {
        var clone = world.Sandbox.Combine("subscribing");
        world.Sandbox.Run(world.Sandbox.Path, "clone", "-q", world.Registry, clone);
        var folder = Directory.CreateDirectory(Path.Combine(clone, "access", "subscriptions")).FullName;
        File.WriteAllText(Path.Combine(folder, "deploy.yaml"), $"apiVersion: registry/v1\nkind: Subscription\nname: deploy\nurl: {url}\nentities:\n- acme/billing\nchanges:\n- versionAdded\n");
        world.Sandbox.Run(clone, "add", "-A");
        world.Sandbox.Run(clone, "commit", "-qm", "subscribe");
        world.Sandbox.Run(clone, "push", "-q", "origin", "main");
    }

    /// <summary>Listens until so many events came.</summary>
    private static async Task<(IReadOnlyList<(string Id, string Type, JsonElement Data)> Events, string Text)> ListenAsync(ApiWorld world, string? token, string after, int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/events", UriKind.Relative));
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        request.Headers.TryAddWithoutValidation("Last-Event-ID", after);
        using var answer = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestServer.Token);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        List<(string, string, JsonElement)> events = [];
        var text = new StringBuilder();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(TestServer.Token)).EnumerateAsync(TestServer.Token))
        {
            text.Append(item.Data);
            events.Add((item.EventId!, item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data)));
            if (events.Count == count) break;
        }

        return (events, text.ToString());
    }

    /// <summary>Somebody who is told: a real HTTP server that checks signatures, and fails when a test says so.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private const string Secret = "a secret between the two";

        private readonly WebApplication _server;
        private readonly System.Threading.Channels.Channel<JsonElement> _taken = System.Threading.Channels.Channel.CreateUnbounded<JsonElement>();
        private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("receiver");
        private int _failures;
        private int _calls;

        private Receiver()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration["Urls"] = "http://127.0.0.1:0";
            builder.Logging.ClearProviders();
            _server = builder.Build();
            _server.MapPost("/hook", TakeAsync);
            File.WriteAllText(Path.Combine(_secrets.FullName, "deploy"), Secret + "\n");
        }

        public string Secrets => _secrets.FullName;

        public string Url => _server.Urls.Single() + "/hook";

        public int Calls => Volatile.Read(ref _calls);

        public static async Task<Receiver> StartAsync()
        {
            var receiver = new Receiver();
            await receiver._server.StartAsync(TestServer.Token);
            return receiver;
        }

        /// <summary>Waits until the service has begun to follow for the subscription.</summary>
        public async Task SubscribedAsync(ApiWorld world)
        {
            var state = world.Sandbox.Combine("state");
            while (!Directory.Exists(state) || !Directory.EnumerateFiles(state, "deploy", SearchOption.AllDirectories).Any()) await Task.Yield();
        }

        public void Fail(int times) => _failures = times;

        public async Task<JsonElement> NextAsync() => await _taken.Reader.ReadAsync(TestServer.Token);

        public async ValueTask DisposeAsync()
        {
            await _server.DisposeAsync();
            _secrets.Delete(recursive: true);
        }

        private async Task<IResult> TakeAsync(HttpRequest request)
        {
            Interlocked.Increment(ref _calls);
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var (id, timestamp) = ((string)request.Headers["webhook-id"]!, (string)request.Headers["webhook-timestamp"]!);
            var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body.ToArray()]));
            if (request.Headers["webhook-signature"] != expected) return Results.Unauthorized();
            if (Interlocked.Decrement(ref _failures) >= 0) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            _taken.Writer.TryWrite(JsonSerializer.Deserialize<JsonElement>(body.ToArray()));
            return Results.NoContent();
        }
    }
}
