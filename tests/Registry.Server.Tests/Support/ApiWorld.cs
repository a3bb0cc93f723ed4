using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Settings;
using Registry.Core.Store;
using Registry.Core.Validation;
using Registry.Git;
using Registry.Testing;

namespace Registry.Server.Tests.Support;

/// <summary>A service with its API over a registry of its own, and an administrator's token.</summary>
internal sealed class ApiWorld : IAsyncDisposable
{
    private const string Settings =
        """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        channels:
        - name: dev
          advance: manual
        - name: stable
          advance: manual
        - name: guarded
          advance: manual
          who: ["@alice"]
        releases:
          host: directory

        """;

    private readonly TestServer _server;

    private ApiWorld(GitSandbox sandbox, string registry, TestServer server, string administrator) => (Sandbox, Registry, _server, Administrator) = (sandbox, registry, server, administrator);

    public GitSandbox Sandbox { get; }

    public string Registry { get; }

    /// <summary>The secret of an administrator's token.</summary>
    public string Administrator { get; }

    public HttpClient Client => _server.Client;

    public IServiceProvider Services => _server.Services;

    private static CancellationToken Token => TestServer.Token;

    public static async Task<ApiWorld> StartAsync(params string[] settings)
    {
#pragma warning disable CA2000 // The world disposes of them.
        var sandbox = new GitSandbox();
        var (registry, administrator) = await CreateRegistryAsync(sandbox);
        var server = await TestServer.StartAsync(sandbox, registry, new ScriptedReconciler(), settings);
        await server.ReadyAsync("ok");
        return new ApiWorld(sandbox, registry, server, administrator);
#pragma warning restore CA2000
    }

    /// <summary>A registry with an administrator's token.</summary>
    public static async Task<(string Registry, string Administrator)> CreateRegistryAsync(GitSandbox sandbox)
    {
        var registry = await sandbox.InitAsync("registry.git");
        await using var store = await GitRegistryStore.OpenAsync(registry, sandbox.Options(), Token);
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal) { [RegistryPaths.Settings] = Encoding.UTF8.GetBytes(Settings.ReplaceLineEndings("\n")) };
        Assert.IsType<Committed<RegistrySettings>>(await store.ExecuteAsync(new InitOperation("acme", files), Token));
        Assert.IsType<Committed<string>>(await store.ExecuteAsync(new CodeOwnersOperation(), Token));
        var secret = TokenSecret.Create();
        var token = AccessToken.Create(secret, "root", isAdministrator: true, person: null, expiresAt: null, TimeProvider.System.GetUtcNow());
        Assert.IsType<Committed<AccessToken>>(await store.ExecuteAsync(new CreateTokenOperation(token), Token));
        return (registry, secret.Reveal());
    }

    /// <summary>Sends a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path behind <c>/api/v1/</c>, or a whole address.</param>
    /// <param name="token">The secret that is shown; none when <see langword="null"/>.</param>
    /// <param name="body">JSON, or content of another kind.</param>
    /// <param name="headers">Further headers.</param>
    public async Task<Reply> SendAsync(string method, string path, string? token, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Contains("://", StringComparison.Ordinal) ? new Uri(path) : new Uri($"/api/v1/{path}", UriKind.Relative));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            byte[] bytes => new ByteArrayContent(bytes),
            string json => new StringContent(json, Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
        using var answer = await Client.SendAsync(request, Token);
        return new Reply(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(Token), answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    public Task<Reply> GetAsync(string path, string? token) => SendAsync("GET", path, token);

    /// <summary>The address to which a download leads.</summary>
    public async Task<string> LocateAsync(string path, string? token) => (await GetAsync(path, token)).Expect(HttpStatusCode.TemporaryRedirect).Headers["Location"];

    /// <summary>Makes a token by the API.</summary>
    public async Task<(string Id, string Secret)> TokenAsync(string description = "somebody", string? person = null, DateTimeOffset? expiresAt = null)
    {
        var made = (await SendAsync("POST", "tokens", Administrator, new JsonObject { ["description"] = description, ["person"] = person, ["expiresAt"] = expiresAt?.ToString("O") })).Expect(HttpStatusCode.Created).Json;
        return (made.GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
    }

    /// <summary>Grants a token something, as the administrator.</summary>
    public async Task GrantAsync(string entity, string tokenId, params string[] grants) =>
        (await SendAsync("PUT", $"entities/{entity}/access/{tokenId}", Administrator, new { grants })).Expect(HttpStatusCode.OK);

    /// <summary>Uploads files in two steps and confirms them.</summary>
    /// <returns>The version's id.</returns>
    public async Task<string> EmitAsync(string entity, string content, string? token = null, string? semver = null, bool setActive = false)
    {
        token ??= Administrator;
        var bytes = Encoding.UTF8.GetBytes(content);
        var file = FileOf("a.zip", bytes);
        var hash = HashOf(content);
        var addresses = (await SendAsync("POST", $"entities/{entity}/versions/upload-url", token, new JsonObject { ["sourceHash"] = hash, ["files"] = new JsonArray(file.DeepClone()) })).Expect(HttpStatusCode.OK).Json;
        foreach (var upload in addresses.GetProperty("uploads").EnumerateArray())
            (await SendAsync("PUT", upload.GetProperty("url").GetString()!, null, bytes)).Expect(HttpStatusCode.NoContent);
        var reply = await SendAsync("POST", $"entities/{entity}/versions/confirm", token, new JsonObject { ["sourceHash"] = hash, ["semver"] = semver, ["files"] = new JsonArray(file), ["setActive"] = setActive });
        return reply.Expect(HttpStatusCode.Created).Json.GetProperty("version").GetProperty("id").GetString()!;
    }

    /// <summary>A file as requests name it.</summary>
    public static JsonObject FileOf(string name, byte[] content) =>
        new() { ["name"] = name, ["size"] = content.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) };

    /// <summary>A source hash.</summary>
    public static string HashOf(string content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("source of " + content)));

    /// <summary>The commit of the registry's branch.</summary>
    public string Tip => Sandbox.Run(Registry, "rev-parse", "main").Trim();

    /// <summary>What is wrong with the registry.</summary>
    public async Task<IReadOnlyList<Core.Rules.Problem>> ValidateAsync()
    {
        await using var store = await GitRegistryStore.OpenAsync(Registry, Sandbox.Options(), Token);
        return (await new RegistryValidator(store).ValidateAsync(await store.SnapshotAsync(null, Token), null, Token)).Problems;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Sandbox.Dispose();
    }
}

/// <summary>An answer of the service.</summary>
internal sealed record Reply(HttpStatusCode Status, byte[] Content, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Content);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Content);

    /// <summary>The code of the rule that was not met.</summary>
    public string? Code => Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>Fails with the answer when the status is another one.</summary>
    public Reply Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>Fails with the answer when it is not refused by a rule.</summary>
    public Reply Refused(HttpStatusCode status, Core.Rules.Rule rule)
    {
        Expect(status);
        Assert.Equal((rule.Code, "application/problem+json"), (Code, Headers["Content-Type"]));
        return this;
    }
}
