using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Registry.Core.Rules;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Api;

/// <summary>What nobody means well by: each is refused with its reason, and changes nothing.</summary>
public sealed class HostileInputTests
{
    [Theory]
    [InlineData("GET", "entities/..%2f..%2fetc/passwd", null)]
    [InlineData("GET", "entities/acme/..%2fbilling", null)]
    [InlineData("GET", "entities/ACME/billing", null)]
    [InlineData("GET", "entities/acme/billing/channels/..%2f..%2fregistry", null)]
    [InlineData("GET", "entities/acme/billing/versions/..%2f..%2f..%2fregistry", null)]
    [InlineData("GET", "entities/acme/billing/versions/%0d%0aSet-Cookie:%20a=b", null)]
    [InlineData("GET", "entities/acme/billing/versions/1.0.0/download?file=..%2f..%2fregistry.yaml", null)]
    [InlineData("GET", "entities/acme/billing/versions/1.0.0/download?file=a.zip%0d%0aX:%20y", null)]
    [InlineData("GET", "entities/acme/billing/compare/a", null)]
    [InlineData("GET", "tokens/..%2f..%2fregistry", null)]
    [InlineData("PUT", "entities/acme/billing/access/..%2f..%2fregistry", """{"grants":["download"]}""")]
    [InlineData("POST", "entities", """{"entity":"acme/x","entity":"acme/y"}""")]
    [InlineData("POST", "entities", """{"entity":"acme/x","unknown":1}""")]
    [InlineData("POST", "entities", """{"entity":"acme/x","description":{"$type":"System.Object"}}""")]
    [InlineData("POST", "entities", "{")]
    [InlineData("POST", "entities", "null")]
    [InlineData("POST", "entities", "")]
    [InlineData("POST", "entities", """{"entity":"acme/x","owners":["a\nb: c"]}""")]
    [InlineData("POST", "entities", """{"entity":"acme/x","repository":"https://user:secret@example.com/x"}""")]
    [InlineData("POST", "entities", """{"entity":"acme/x","visibility":"everybody"}""")]
    [InlineData("POST", "entities", """{"entity":"acme/x","sharedWith":["../../registry"]}""")]
    [InlineData("POST", "tokens", """{"description":"x <root@example.com>"}""")]
    [InlineData("POST", "tokens", """{"description":"x","expiresAt":"2001-01-01T00:00:00Z"}""")]
    [InlineData("PATCH", "entities/acme/billing/versions/1.0.0", """{"alias":"../x"}""")]
    [InlineData("PATCH", "entities/acme/billing/versions/1.0.0", """{"status":"deleted"}""")]
    [InlineData("PATCH", "entities/acme/billing/versions/1.0.0", """{"changelog":"rewritten"}""")]
    [InlineData("POST", "entities/acme/billing/versions/1.0.0/archive", "{}")]
    [InlineData("GET", "entities/acme/billing/versions?limit=99999999999999999999", null)]
    [InlineData("GET", "entities/acme/billing/versions?after=%ff%fe", null)]
    [InlineData("GET", "entities/acme/billing/versions?since=yesterday", null)]
    [InlineData("GET", "nothing/here", null)]
    public async Task BadInputIsRefusedAndChangesNothing(string method, string path, string? body)
    {
        await using var world = await ApiWorld.StartAsync();
        await world.EmitAsync("acme/billing", "one", semver: "1.0.0");
        var tip = world.Tip;

        var reply = await world.SendAsync(method, path, world.Administrator, body);

        Assert.InRange((int)reply.Status, 400, 422);
        Assert.StartsWith("REG", reply.Code, StringComparison.Ordinal);
        Assert.NotEmpty(reply.Json.GetProperty("detail").GetString()!);
        Assert.NotEmpty(reply.Json.GetProperty("wayOut").GetString()!);
        Assert.DoesNotContain("Set-Cookie", reply.Headers.Keys);
        Assert.Equal(tip, world.Tip);
    }

    [Fact]
    public async Task ProblemsOfAVersionAreToldAllAtOnce()
    {
        await using var world = await ApiWorld.StartAsync();
        var body = new JsonObject
        {
            ["sourceHash"] = "none",
            ["baseVersion"] = "none",
            ["files"] = new JsonArray(new JsonObject { ["name"] = "../a", ["size"] = 1, ["sha256"] = new string('0', 64) }, new JsonObject { ["name"] = "b", ["size"] = -1, ["sha256"] = new string('0', 64) }),
        };

        var reply = (await world.SendAsync("POST", "entities/acme/billing/versions", world.Administrator, body)).Expect(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(4, reply.Json.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task BombsAreBodiesLikeAnyOther()
    {
        await using var world = await ApiWorld.StartAsync();
        var tip = world.Tip;
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100);

        (await world.SendAsync("POST", "entities/acme/billing/versions", world.Administrator, $$"""{"sourceHash":"{{ApiWorld.HashOf("x")}}","draft":true,"properties":{{deep}}}""")).Refused(HttpStatusCode.BadRequest, RegistryRules.BadCall);
        (await world.SendAsync("POST", "entities", world.Administrator, $$"""{"entity":"acme/x","description":"{{new string('x', 2 * 1024 * 1024)}}"}""")).Refused(HttpStatusCode.RequestEntityTooLarge, RegistryRules.CallLimit);
        // What YAML would expand is text here, and stays text.
        (await world.SendAsync("POST", "entities", world.Administrator, new { entity = "acme/yaml", description = "&a [*a, *a]\n--- !!python/object x" })).Expect(HttpStatusCode.Created);
        Assert.Equal("&a [*a, *a]\n--- !!python/object x", (await world.GetAsync("entities/acme/yaml", world.Administrator)).Json.GetProperty("description").GetString());
        Assert.NotEqual(tip, world.Tip);
        Assert.Empty(await world.ValidateAsync());
    }

    [Fact]
    public async Task MultipartBodiesAreReadStrictly()
    {
        await using var world = await ApiWorld.StartAsync("--Registry:MaxFileSize=10", "--Registry:MaxFiles=2");
        var tip = world.Tip;
        var version = $$"""{"sourceHash":"{{ApiWorld.HashOf("x")}}"}""";

        await RefusedAsync("no multipart at all", HttpStatusCode.UnsupportedMediaType, "application/json");
        await RefusedAsync("--b\r\n\r\nx\r\n--b--", HttpStatusCode.BadRequest);
        await RefusedAsync(Part("name=\"file\"; filename=\"a\"", "x") + "--b--", HttpStatusCode.BadRequest);
        await RefusedAsync(Part("name=\"version\"", version) + Part("name=\"file\"; filename=\"../a\"", "x") + "--b--", HttpStatusCode.UnprocessableEntity);
        await RefusedAsync(Part("name=\"version\"", version) + Part("name=\"file\"", "x") + "--b--", HttpStatusCode.BadRequest);
        await RefusedAsync(Part("name=\"version\"", version) + Part("name=\"file\"; filename=\"a\"", "12345678901") + "--b--", HttpStatusCode.RequestEntityTooLarge);
        await RefusedAsync(Part("name=\"version\"", version) + string.Concat(Enumerable.Repeat(Part("name=\"file\"; filename=\"a\"", "x"), 3)) + "--b--", HttpStatusCode.RequestEntityTooLarge);
        await RefusedAsync(Part("name=\"version\"", version) + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut off", HttpStatusCode.BadRequest);
        await RefusedAsync(Part("name=\"version\"", version) + "--b--", HttpStatusCode.UnprocessableEntity);
        Assert.Equal(tip, world.Tip);

        async Task RefusedAsync(string text, HttpStatusCode status, string type = "multipart/form-data; boundary=b")
        {
            using var content = new StringContent(text);
            content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
            (await world.SendAsync("POST", "entities/acme/billing/versions/upload", world.Administrator, content)).Expect(status);
        }

        static string Part(string disposition, string content) => $"--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n";
    }

    [Fact]
    public async Task SignedAddressesBindEverythingTheySay()
    {
        await using var world = await ApiWorld.StartAsync();
        (await world.SendAsync("POST", "entities", world.Administrator, new { entity = "acme/other" })).Expect(HttpStatusCode.Created);
        var file = ApiWorld.FileOf("a.zip", "one"u8.ToArray());
        var reply = await world.SendAsync("POST", "entities/acme/billing/versions/upload-url", world.Administrator, new JsonObject { ["sourceHash"] = ApiWorld.HashOf("one"), ["files"] = new JsonArray(file) });
        var address = reply.Json.GetProperty("uploads")[0].GetProperty("url").GetString()!;
        var digest = file["sha256"]!.GetValue<string>();

        foreach (var forged in new[]
        {
            address.Replace("acme/billing", "acme/other", StringComparison.Ordinal), address.Replace(digest, new string('0', 64), StringComparison.Ordinal),
            address.Replace("size=3", "size=4", StringComparison.Ordinal), address.Replace("expires=1", "expires=9", StringComparison.Ordinal), address[..address.IndexOf("&signature", StringComparison.Ordinal)],
        })
            (await world.SendAsync("PUT", forged, null, "one"u8.ToArray())).Refused(HttpStatusCode.Forbidden, RegistryRules.Signature);
        (await world.SendAsync("PUT", address, null, "one"u8.ToArray())).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task ACallerWhoIsTooFastIsToldAndOthersAreNot()
    {
        await using var world = await ApiWorld.StartAsync("--Registry:CallsPerMinute=5");
        var replies = new List<Reply>();
        for (var i = 0; i < 20; i++) replies.Add(await world.GetAsync("entities", world.Administrator));

        var refused = replies.First(reply => reply.Status == HttpStatusCode.TooManyRequests).Refused(HttpStatusCode.TooManyRequests, RegistryRules.CallLimit);
        Assert.True(refused.Headers.ContainsKey("Retry-After"));
        (await world.GetAsync("entities", null)).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await world.GetAsync($"{world.Client.BaseAddress}health/live", null)).Status);
    }

    [Fact]
    public async Task LongHeadersAndLinesAreRefused()
    {
        await using var world = await ApiWorld.StartAsync();

        Assert.StartsWith("HTTP/1.1 431", await RawAsync(world, $"GET /api/v1/entities HTTP/1.1\r\nHost: x\r\nX: {new string('x', 64 * 1024)}\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 414", await RawAsync(world, $"GET /api/v1/{new string('x', 64 * 1024)} HTTP/1.1\r\nHost: x\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400", await RawAsync(world, "GET /api/v1/entities HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n"), StringComparison.Ordinal);
    }

    private static async Task<string> RawAsync(ApiWorld world, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(world.Client.BaseAddress!.Host, world.Client.BaseAddress.Port, TestServer.Token);
        await using var stream = socket.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestServer.Token);
        }
        catch (IOException)
        {
            // The service refuses before it has read all.
        }

        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync(TestServer.Token) ?? "";
    }
}
