using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Validation;
using Registry.Git;
using Registry.Git.Releases;
using Registry.Server.Tests.Support;
using Registry.Testing;

namespace Registry.Server.Tests.Processes;

/// <summary>The service is killed while writers use all its endpoints: what was acknowledged is there, and what is there is whole.</summary>
public sealed class ApiCrashTests : IDisposable
{
    private static readonly string s_server = Path.Combine(AppContext.BaseDirectory, "Registry.Server.dll");

    private readonly GitSandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public async Task NothingAcknowledgedIsLostAndNothingElseIsVisibleAfterAKill(int rounds)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        Assert.SkipUnless(rounds < 10 || LongTests.AreWanted, LongTests.Why);
        var (registry, administrator) = await ApiWorld.CreateRegistryAsync(_sandbox);
        var acknowledged = new ConcurrentBag<string>();
        for (var round = 0; round < rounds; round++)
        {
            await using var process = ServerProcess.Start(_sandbox, s_server, new Dictionary<string, string>(StringComparer.Ordinal) { ["REGISTRY_URL"] = registry }, TestServer.Token, "--Urls=http://127.0.0.1:0", "--Registry:LeaseDuration=00:00:03", "--Registry:CallsPerMinute=1000000");
            await process.ReadyAsync();
            await LoadAsync(await process.Address, administrator, round, acknowledged, () =>
            {
                // Another moment in each round.
                if (acknowledged.Count >= (round + 1) * 12) process.Signal("KILL");
            });
            await process.EndAsync();
        }

        await CheckAsync(registry, acknowledged);
    }

    private static async Task LoadAsync(Uri address, string token, int round, ConcurrentBag<string> acknowledged, Action happened)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => WriteAsync(client, $"crash/w{writer}", round, acknowledged, happened)));
    }

    /// <summary>Writes until the service is gone.</summary>
    private static async Task WriteAsync(HttpClient client, string entity, int round, ConcurrentBag<string> acknowledged, Action happened)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var content = Encoding.UTF8.GetBytes($"{entity} {round} {number}");
                var file = ApiWorld.FileOf("a.zip", content);
                var hash = ApiWorld.HashOf(Encoding.UTF8.GetString(content));
                var version = new JsonObject { ["sourceHash"] = hash, ["files"] = new JsonArray(file) };
                var addresses = await SendAsync(client, HttpMethod.Post, $"entities/{entity}/versions/upload-url", version);
                await client.PutAsync(new Uri(addresses.GetProperty("uploads")[0].GetProperty("url").GetString()!), new ByteArrayContent(content), TestServer.Token);
                var id = (await SendAsync(client, HttpMethod.Post, $"entities/{entity}/versions/confirm", version)).GetProperty("version").GetProperty("id").GetString()!;
                acknowledged.Add($"version {entity} {id}");
                happened();
                await SendAsync(client, HttpMethod.Patch, $"entities/{entity}/versions/{id}", new JsonObject { ["alias"] = $"r{round}-{number}" });
                acknowledged.Add($"alias {entity} r{round}-{number} {id}");
                await SendAsync(client, HttpMethod.Put, $"entities/{entity}/channels/dev", new JsonObject { ["version"] = id });
                acknowledged.Add($"channel {entity} {id}");
                happened();
                var made = await SendAsync(client, HttpMethod.Post, "tokens", new JsonObject { ["description"] = $"{round} {number}" });
                acknowledged.Add($"token {made.GetProperty("id").GetString()}");
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The service is gone, in the middle of a call.
        }
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, HttpMethod method, string path, JsonObject body)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
            using var answer = await client.SendAsync(request, TestServer.Token);
            var text = await answer.Content.ReadAsStringAsync(TestServer.Token);
            // A lease this short may be over before a busy machine renews it; what is then refused is not done, and asked for again.
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) continue;
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{method} {path}: {answer.StatusCode} {text}");
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
    }

    private async Task CheckAsync(string registry, IReadOnlyCollection<string> acknowledged)
    {
        _sandbox.Run(registry, "fsck", "--full", "--strict");
        var files = _sandbox.Run(registry, "ls-tree", "-r", "--name-only", "main").Split('\n').ToHashSet(StringComparer.Ordinal);
        await using var store = await GitRegistryStore.OpenAsync(registry, _sandbox.Options(), TestServer.Token);
        var reader = new RegistryReader(await store.SnapshotAsync(null, TestServer.Token));
        Assert.NotEmpty(acknowledged);
        foreach (var entry in acknowledged.Select(text => text.Split(' ')))
        {
            switch (entry)
            {
                case ["version", var entity, var id]:
                    Assert.Contains($"entities/{entity}/versions/{id[..7]}/{id}.yaml", files);
                    break;
                case ["alias", var entity, var alias, var id]:
                    Assert.Equal(alias, (await reader.RecordAsync(Core.Entities.EntityName.Parse(entity), Core.Versions.VersionId.Parse(id), TestServer.Token)).Alias);
                    break;
                case ["channel", var entity, var id]:
                    var pointer = await reader.ChannelAsync(Core.Entities.EntityName.Parse(entity), "dev", TestServer.Token);
                    Assert.True(pointer!.Version >= Core.Versions.VersionId.Parse(id));
                    break;
                case ["token", var id]:
                    Assert.Contains($"access/tokens/{id}.yaml", files);
                    break;
            }
        }

        Assert.Empty((await new RegistryValidator(store).ValidateAsync(await store.SnapshotAsync(null, TestServer.Token), null, TestServer.Token)).Problems);
        using var releases = await store.OpenReleasesAsync(TestServer.Token);
        await foreach (var entity in reader.EntitiesAsync(null, TestServer.Token))
            await foreach (var id in reader.VersionsAsync(entity, TestServer.Token))
                Assert.Empty(await releases.CheckAsync((await HostedVersion.FindAsync(reader, entity, id, TestServer.Token))!, content: true, TestServer.Token));
    }
}
