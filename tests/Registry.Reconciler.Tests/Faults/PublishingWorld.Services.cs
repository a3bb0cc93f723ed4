using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Registry.Core.Operations;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Testing;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>Services on the registry, each on a machine of its own, and what somebody with all rights does to it meanwhile.</summary>
internal sealed partial class PublishingWorld
{
    /// <summary>What a service says when a pass has ended well.</summary>
    public const string PassEnded = "\"Message\":\"Pass over ";

    private const string Secret = "a secret of the tests";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly List<ServerProcess> _services = [];
    private readonly CancellationTokenSource _limit = Limited();

    /// <summary>What the lease's commit says.</summary>
    public string Lease => Git("for-each-ref", "--format=%(contents)", "refs/registry/lease");

    /// <summary>How often a hook wrote down that it refused a push.</summary>
    public int Refusals => File.ReadAllLines(System.IO.Path.Combine(_bare, "refused")).Length;

    /// <summary>Starts a service that makes passes when it is woken or something is due, and renews its lease when a test is long over.</summary>
    /// <param name="name">Its machine, which keeps what the service had there before.</param>
    /// <param name="settings">Other settings.</param>
    public ServerProcess Serve(string name = "one", params string[] settings)
    {
        Dictionary<string, string> variables = new(_variables, StringComparer.Ordinal)
        {
            ["REGISTRY_URL"] = _url, ["REGISTRY_HOME"] = _sandbox.Combine($"state-{name}"), ["REGISTRY_NAME"] = name, ["REGISTRY_WEBHOOK_SECRET"] = Secret,
            ["REGISTRY_POLL_INTERVAL"] = "1.00:00:00", ["REGISTRY_FULL_INTERVAL"] = "1.00:00:00", ["REGISTRY_LEASE_DURATION"] = "01:00:00",
        };
        var service = ServerProcess.Start(_sandbox, ServerProcess.Service, variables, Token, ["--Urls=http://127.0.0.1:0", .. settings]);
        _services.Add(service);
        return service;
    }

    /// <summary>Starts a service, and waits for its first pass.</summary>
    public async Task<ServerProcess> ServeAsync(string name = "one", params string[] settings)
    {
        var service = Serve(name, settings);
        await service.SaysAsync(PassEnded);
        return service;
    }

    /// <summary>Kills a service and, if somebody else must not wait for its lease, takes the lease away.</summary>
    public async Task KillAsync(ServerProcess service)
    {
        service.Signal("KILL");
        await service.EndAsync();
        Git("update-ref", "-d", "refs/registry/lease");
    }

    /// <summary>Sends a service what GitHub sends after a push.</summary>
    public Task<HttpStatusCode> WakeAsync(ServerProcess service) => DeliverAsync(service, Guid.NewGuid());

    /// <summary>Wakes a service again and again, until it has said a text.</summary>
    public async Task WakeUntilAsync(ServerProcess service, string text)
    {
        while (!service.Text.Contains(text, StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.Accepted, await WakeAsync(service));
    }

    /// <summary>Wakes a service, and waits until a pass has ended.</summary>
    public async Task PassAsync(ServerProcess service)
    {
        var passes = service.Lines.Count(line => line.Contains(PassEnded, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Accepted, await WakeAsync(service));
        await service.SaysAsync(PassEnded, passes + 1);
    }

    /// <summary>Sends a delivery, signed with a secret: the right one when <see langword="null"/>.</summary>
    public async Task<HttpStatusCode> DeliverAsync(ServerProcess service, Guid delivery, string? secret = null)
    {
        var body = "{}"u8.ToArray();
        using var client = new HttpClient { BaseAddress = await service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/github") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", $"{delivery}");
        request.Headers.Add("X-Hub-Signature-256", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? Secret), body))}");
        using var answer = await client.SendAsync(request, Token);
        return answer.StatusCode;
    }

    /// <summary>What a service says of itself.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> ProbeAsync(ServerProcess service, string path = "/health/ready")
    {
        using var client = new HttpClient { BaseAddress = await service.Address };
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, json.RootElement.Clone());
    }

    /// <summary>Runs git in the registry itself.</summary>
    public string Git(params string[] arguments) => _sandbox.Run(_bare, arguments);

    /// <summary>Puts a hook into the registry.</summary>
    public void WriteHook(string name, string script) => _sandbox.WriteHook(_bare, name, script);

    /// <summary>Writes a file as somebody does who may push anything, by a commit that says that it is of so long ago.</summary>
    public void Write(string path, string content, TimeSpan age = default)
    {
        var time = (TimeProvider.System.GetUtcNow() - age).ToUnixTimeSeconds();
        var script = $"commit refs/heads/main\ncommitter Hand Made <hand@example.com> {time} +0000\ndata 4\nhand\nfrom refs/heads/main^0\nM 100644 inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n\n";
        _sandbox.RunWithInput(_bare, script, "fast-import", "--quiet");
    }

    /// <summary>Renames an asset of whatever release has it.</summary>
    public async Task RenameAssetAsync(string from, string to)
    {
        await foreach (var release in _client.Releases.ListAsync(s_name, Token))
            if (release.Assets.FirstOrDefault(asset => asset.Name == from) is { } asset)
            {
                using var http = new HttpClient { BaseAddress = new Uri(GitHub.Url) };
                http.DefaultRequestHeaders.Authorization = new("Bearer", _variables["GITHUB_TOKEN"]);
                http.DefaultRequestHeaders.UserAgent.ParseAdd("somebody");
                using var content = new StringContent($$"""{"name":"{{to}}"}""", Encoding.UTF8, "application/json");
                using var answer = await http.PatchAsync(new Uri($"/repos/{s_name}/releases/assets/{asset.Id}", UriKind.Relative), content, Token);
                answer.EnsureSuccessStatusCode();
                return;
            }

        throw new InvalidOperationException($"no release has {from}");
    }

    /// <summary>Runs the command line.</summary>
    public Task<int> RunAsync(params string[] arguments) => RunAsync(crash: null, arguments);

    /// <summary>What a channel points at.</summary>
    public async Task<VersionId?> ActiveAsync(string channel, Core.Entities.EntityName? entity = null)
    {
        await using var store = await GitRegistryStore.OpenAsync(_bare, _sandbox.Options(TimeProvider.System), Token);
        return (await new RegistryReader(await store.SnapshotAsync(null, Token)).ChannelAsync(entity ?? Billing, channel, Token))?.Version;
    }

    private static CancellationTokenSource Limited()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        return limit;
    }
}
