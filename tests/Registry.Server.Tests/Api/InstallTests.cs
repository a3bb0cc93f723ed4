using System.Net;
using System.Text.Json.Nodes;
using Registry.Core.Rules;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Api;

/// <summary>Contracts and installs through the API.</summary>
public sealed class InstallTests
{
    private static readonly JsonObject s_inputs = (JsonObject)JsonNode.Parse("""
        {"schema": {"type": "object", "required": ["region"], "properties": {"region": {"type": "string"}, "secret": {"type": "string", "writeOnly": true}}},
         "bindings": "{'REGION': pkg.inputs.region.upperAscii()}"}
        """)!;

    private static readonly JsonObject s_outputs = (JsonObject)JsonNode.Parse("""
        {"schema": {"type": "object", "properties": {"url": {"type": "string"}, "token": {"type": "string", "writeOnly": true}}},
         "bindings": "{'url': 'https://' + entities.inputs.REGION.lowerAscii() + '.example.com/' + entities.base.outputs.path, 'token': 'hush'}"}
        """)!;

    [Fact]
    public async Task AVersionIsShownWithItsContractAndInstalled()
    {
        await using var world = await ApiWorld.StartAsync();
        await world.EmitAsync("acme/base", "base", setActive: true);
        var id = await EmitAsync(world, "acme/web");
        var tip = world.Tip;

        var shown = (await world.GetAsync($"entities/acme/web/versions/{id}", world.Administrator)).Expect(HttpStatusCode.OK).Json;
        var installed = (await InstallAsync(world, "acme/web", id, world.Administrator, """{"inputs":{"region":"eu"},"entities":{"acme/base":{"href":"https://base/","outputs":{"path":"x"}}}}""")).Expect(HttpStatusCode.OK).Json;
        var again = (await InstallAsync(world, "acme/web", id, world.Administrator,
            $$"""{"inputs":{"region":"eu"},"entities":{"acme/base":{"outputs":{"path":"x"} } },"lock":{{installed.GetProperty("lock").GetRawText()}} }""")).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(("customer", "https://example.com/icon.svg", 1), (shown.GetProperty("ownerType").GetString(), shown.GetProperty("iconUrl").GetString(), shown.GetProperty("version").GetInt32()));
        Assert.True(JsonNode.DeepEquals(s_inputs, JsonNode.Parse(shown.GetProperty("inputs").GetRawText())));
        Assert.Equal("""{"REGION":"EU"}""", installed.GetProperty("inputs").GetRawText());
        Assert.Equal("""{"url":"https://eu.example.com/x"}""", installed.GetProperty("outputs").GetRawText());
        Assert.Equal(["acme/web", "acme/base"], installed.GetProperty("lock").GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("entity").GetString()));
        Assert.Equal(installed.GetProperty("lock").GetRawText(), again.GetProperty("lock").GetRawText());
        Assert.Equal(tip, world.Tip);
    }

    [Theory]
    [InlineData("""{"inputs":{}}""", "REG3023")]
    [InlineData("""{"inputs":{"region":7}}""", "REG3023")]
    [InlineData("""{"inputs":{"region":"eu"}}""", "REG3024")]
    [InlineData("""{"inputs":{"region":"eu"},"entities":{"acme/other":{}}}""", "REG3023")]
    [InlineData("""{"inputs":{"region":"eu"},"lock":{"apiVersion":"registry/v1","kind":"Lock","versions":[]}}""", "REG1010")]
    [InlineData("""{"inputs":{"region":"eu"},"more":1}""", "REG9007")]
    [InlineData("""{"inputs":[]}""", "REG9007")]
    public async Task WhatCannotBeInstalledIsRefusedByARule(string body, string code)
    {
        await using var world = await ApiWorld.StartAsync();
        await world.EmitAsync("acme/base", "base", setActive: true);
        var id = await EmitAsync(world, "acme/web");

        var reply = await InstallAsync(world, "acme/web", id, world.Administrator, body);

        Assert.Equal(code, reply.Code);
        Assert.InRange((int)reply.Status, 400, 422);
    }

    [Fact]
    public async Task ADependencyThatTheCallerMayNotUseIsNotThereForHim()
    {
        await using var world = await ApiWorld.StartAsync();
        await world.EmitAsync("acme/base", "base", setActive: true);
        var id = await EmitAsync(world, "acme/web");
        (await world.SendAsync("PATCH", "entities/acme/base", world.Administrator, new { visibility = "private" })).Expect(HttpStatusCode.OK);
        var (tokenId, somebody) = await world.TokenAsync("somebody");
        const string Body = """{"inputs":{"region":"eu"},"entities":{"acme/base":{"outputs":{"path":"x"}}}}""";

        var hidden = (await InstallAsync(world, "acme/web", id, somebody, Body)).Refused(HttpStatusCode.Conflict, RegistryRules.InstallDependency);
        Assert.Contains("there is no entity acme/base", hidden.Text, StringComparison.Ordinal);
        await world.GrantAsync("acme/base", tokenId, "download");
        (await InstallAsync(world, "acme/web", id, somebody, Body)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AContractThatIsRefusedChangesNothing()
    {
        await using var world = await ApiWorld.StartAsync();
        await world.EmitAsync("acme/base", "base", setActive: true);
        var tip = world.Tip;

        var reply = await world.SendAsync("POST", "entities/acme/web/versions", world.Administrator, new JsonObject
        {
            ["sourceHash"] = ApiWorld.HashOf("web"),
            ["draft"] = true,
            ["inputs"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "object", ["allOf"] = new JsonArray() }, ["bindings"] = "pkg.inputs +" },
        });

        reply.Refused(HttpStatusCode.UnprocessableEntity, RegistryRules.ContractSchema);
        Assert.Contains("/inputs/schema/allOf", reply.Text, StringComparison.Ordinal);
        Assert.Equal(tip, world.Tip);
    }

    [Fact]
    public async Task InternalPropertiesAreShownToWhoAsks()
    {
        await using var world = await ApiWorld.StartAsync();
        await world.EmitAsync("acme/base", "base", setActive: true);
        var id = await EmitAsync(world, "acme/web");

        foreach (var path in new[] { $"entities/acme/web/versions/{id}", "entities/acme/web/versions" })
        {
            Assert.DoesNotContain("draft/x", (await world.GetAsync(path, world.Administrator)).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.Contains("urn:acme:tier", (await world.GetAsync(path, world.Administrator)).Text, StringComparison.Ordinal);
            Assert.Contains("draft/x", (await world.GetAsync(path + "?internal=true", world.Administrator)).Text, StringComparison.Ordinal);
        }
    }

    private static async Task<string> EmitAsync(ApiWorld world, string entity)
    {
        var content = "web"u8.ToArray();
        var file = ApiWorld.FileOf("web.zip", content);
        var addresses = (await world.SendAsync("POST", $"entities/{entity}/versions/upload-url", world.Administrator, new JsonObject { ["sourceHash"] = ApiWorld.HashOf("web"), ["files"] = new JsonArray(file.DeepClone()) })).Expect(HttpStatusCode.OK).Json;
        using var upload = new ByteArrayContent(content);
        using var stored = await world.Client.PutAsync(new Uri(addresses.GetProperty("uploads")[0].GetProperty("url").GetString()!), upload, TestServer.Token);
        Assert.True(stored.IsSuccessStatusCode, await stored.Content.ReadAsStringAsync(TestServer.Token));
        return (await world.SendAsync("POST", $"entities/{entity}/versions/confirm", world.Administrator, new JsonObject
        {
            ["sourceHash"] = ApiWorld.HashOf("web"),
            ["files"] = new JsonArray(file),
            ["iconUrl"] = "https://example.com/icon.svg",
            ["ownerType"] = "customer",
            ["dependencies"] = new JsonArray(new JsonObject { ["entity"] = "acme/base" }),
            ["properties"] = new JsonObject { ["urn:acme:tier"] = "gold", ["urn:acme:draft/x"] = 1 },
            ["inputs"] = s_inputs.DeepClone(),
            ["outputs"] = s_outputs.DeepClone(),
        })).Expect(HttpStatusCode.Created).Json.GetProperty("version").GetProperty("id").GetString()!;
    }

    private static Task<Reply> InstallAsync(ApiWorld world, string entity, string id, string token, string body) =>
        world.SendAsync("POST", $"entities/{entity}/versions/{id}/install", token, JsonNode.Parse(body));
}
