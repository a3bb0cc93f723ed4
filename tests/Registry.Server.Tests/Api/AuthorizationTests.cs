using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Registry.Core.Access;
using Registry.Core.Rules;
using Registry.Server.Api.Access;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Api;

/// <summary>Every endpoint, over HTTP, by every kind of caller and of entity: what it answers is what the table decides.</summary>
public sealed class AuthorizationTests
{
    private static readonly string[] s_visibilities = ["private", "organization", "public"];

    /// <summary>A call of each endpoint that is refused for what it says, or changes nothing, once the caller may make it.</summary>
    private static readonly Dictionary<string, (string Method, string Path, string? Body)> s_calls = new(StringComparer.Ordinal)
    {
        ["ListEntities"] = ("GET", "entities", null),
        ["CreateEntity"] = ("POST", "entities", """{"entity":"no name"}"""),
        ["GetEntity"] = ("GET", "entities/{e}", null),
        ["ChangeEntity"] = ("PATCH", "entities/{e}", """{"visibility":"nobody"}"""),
        ["DeleteEntity"] = ("DELETE", "entities/{e}", null),
        ["ListVersions"] = ("GET", "entities/{e}/versions", null),
        ["CreateVersion"] = ("POST", "entities/{e}/versions", """{"sourceHash":"none"}"""),
        ["GetVersion"] = ("GET", "entities/{e}/versions/2000.01.01-000000", null),
        ["ChangeVersion"] = ("PATCH", "entities/{e}/versions/2000.01.01-000000", "{}"),
        ["DeleteVersion"] = ("DELETE", "entities/{e}/versions/2000.01.01-000000", null),
        ["ArchiveVersion"] = ("POST", "entities/{e}/versions/2000.01.01-000000/archive", "{}"),
        ["UnarchiveVersion"] = ("POST", "entities/{e}/versions/2000.01.01-000000/unarchive", "{}"),
        ["RevertVersion"] = ("POST", "entities/{e}/versions/2000.01.01-000000/revert", null),
        ["InstallVersion"] = ("POST", "entities/{e}/versions/2000.01.01-000000/install", "{}"),
        ["CompareVersions"] = ("GET", "entities/{e}/compare/2000.01.01-000000...2000.01.01-000001", null),
        ["CreateUploadAddresses"] = ("POST", "entities/{e}/versions/upload-url", """{"sourceHash":"none","files":[]}"""),
        ["ConfirmUpload"] = ("POST", "entities/{e}/versions/confirm", """{"sourceHash":"none"}"""),
        ["UploadVersion"] = ("POST", "entities/{e}/versions/upload", null),
        ["DownloadFile"] = ("GET", "entities/{e}/versions/2000.01.01-000000/download", null),
        ["GetActiveVersion"] = ("GET", "entities/{e}/active-version", null),
        ["SetActiveVersion"] = ("PUT", "entities/{e}/active-version", """{"version":"2000.01.01-000000"}"""),
        ["GetChannel"] = ("GET", "entities/{e}/channels/dev", null),
        ["MoveChannel"] = ("PUT", "entities/{e}/channels/dev", """{"version":"2000.01.01-000000"}"""),
        ["GetChannelHistory"] = ("GET", "entities/{e}/channels/dev/history", null),
        ["RollBackChannel"] = ("POST", "entities/{e}/channels/dev/rollback", "{}"),
        ["ListAccess"] = ("GET", "access", null),
        ["GrantAccess"] = ("PUT", "entities/{e}/access/0000000000000000", """{"grants":["download"]}"""),
        ["RevokeAccess"] = ("DELETE", "entities/{e}/access/0000000000000000", null),
        ["CreateToken"] = ("POST", "tokens", """{"description":""}"""),
        ["ListTokens"] = ("GET", "tokens", null),
        ["GetToken"] = ("GET", "tokens/0000000000000000", null),
        ["DeleteToken"] = ("DELETE", "tokens/0000000000000000", null),
        ["ListenToEvents"] = ("GET", "events", null),
    };

    [Fact]
    public async Task EveryEndpointSaysWhatItDoesAndIsCalledHere()
    {
        await using var world = await ApiWorld.StartAsync();
        var endpoints = world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToList();

        Assert.All(endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<AccessRule>()));
        var signed = endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>()!.Operation is null).Select(NameOf);
        Assert.Equal(["GetFile", "HeadFile", "PutUpload"], signed.Order(StringComparer.Ordinal));
        Assert.Equal(s_calls.Keys.Order(StringComparer.Ordinal), endpoints.Select(NameOf).Except(signed, StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryCallerGetsFromEveryEndpointWhatTheTableDecides()
    {
        await using var world = await ApiWorld.StartAsync("--Registry:CallsPerMinute=1000000");
        var rules = world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessRule>()?.Operation is not null).ToDictionary(NameOf, endpoint => endpoint.Metadata.GetMetadata<AccessRule>()!.Operation!.Value, StringComparer.Ordinal);
        foreach (var visibility in s_visibilities)
            (await world.SendAsync("POST", "entities", world.Administrator, new { entity = $"acme/{visibility}", visibility })).Expect(HttpStatusCode.Created);
        List<(string? Secret, CallerRole Role, Grants Grants)> callers = [(null, CallerRole.Anonymous, Grants.None), (world.Administrator, CallerRole.Administrator, Grants.All)];
        foreach (var grants in new[] { Grants.None, Grants.Maintainer, Grants.Download, Grants.Upload, Grants.Delete })
        {
            var (id, secret) = await world.TokenAsync(grants.ToString());
            foreach (var visibility in s_visibilities)
                if (grants != Grants.None) await world.GrantAsync($"acme/{visibility}", id, GrantFormat.Format(grants).Single());
            callers.Add((secret, CallerRole.User, grants));
        }

        var tip = world.Tip;
        foreach (var (name, (method, path, body)) in s_calls)
            foreach (var visibility in s_visibilities)
                foreach (var (secret, role, grants) in callers)
                {
                    var operation = rules[name];
                    var expected = path.Contains("{e}", StringComparison.Ordinal)
                        ? AccessTable.Decide(operation, role, new EntityAccess(visibility, grants, IsShared: false))
                        : AccessTable.Decide(operation, role);
                    // A stream that is let through does not end.
                    if (name == "ListenToEvents" && expected == AccessDecision.Allowed) continue;
                    var reply = await world.SendAsync(method, path.Replace("{e}", $"acme/{visibility}", StringComparison.Ordinal), secret, body);
                    Assert.True(expected == DecisionOf(reply), $"{name} by {role} with {grants} of {visibility}: expected {expected}, got {reply.Status} {reply.Text}");
                }

        // Nothing that was refused, nor what was malformed, changed anything.
        Assert.Equal(tip, world.Tip);
    }

    [Fact]
    public async Task WhatIsNoValidTokenIsRefusedEverywhere()
    {
        await using var world = await ApiWorld.StartAsync();
        (await world.SendAsync("POST", "entities", world.Administrator, new { entity = "acme/open", visibility = "public" })).Expect(HttpStatusCode.Created);
        var (deletedId, deleted) = await world.TokenAsync("deleted");
        (await world.SendAsync("DELETE", $"tokens/{deletedId}", world.Administrator)).Expect(HttpStatusCode.NoContent);
        var (_, good) = await world.TokenAsync("good");
        var wrong = good[..^2] + (good[^2] == 'A' ? "BA" : "AA");

        foreach (var shown in new[] { deleted, wrong, "nonsense", "", "reg_0123456789abcdef_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
        {
            var reply = (await world.GetAsync("entities/acme/open", shown)).Refused(HttpStatusCode.Unauthorized, RegistryRules.Unauthenticated);
            Assert.Equal("Bearer realm=\"registry\"", reply.Headers["WWW-Authenticate"]);
            (await world.SendAsync("GET", "entities/acme/open", null, null, ("X-Api-Token", shown.Length == 0 ? "x" : shown))).Refused(HttpStatusCode.Unauthorized, RegistryRules.Unauthenticated);
        }

        (await world.SendAsync("GET", "entities/acme/open", null, null, ("Authorization", "Basic cm9vdDpyb290"))).Refused(HttpStatusCode.Unauthorized, RegistryRules.Unauthenticated);
        (await world.SendAsync("GET", "entities/acme/open", good, null, ("X-Api-Token", good))).Refused(HttpStatusCode.Unauthorized, RegistryRules.Unauthenticated);
        (await world.SendAsync("GET", "entities/acme/open", null, null, ("X-Api-Token", good))).Expect(HttpStatusCode.OK);
        (await world.GetAsync("entities/acme/open", null)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task WhatAnEntityHidesIsTheSameAsWhatDoesNotExist()
    {
        await using var world = await ApiWorld.StartAsync();
        (await world.SendAsync("POST", "entities", world.Administrator, new { entity = "acme/secret", visibility = "private" })).Expect(HttpStatusCode.Created);
        var (id, secret) = await world.TokenAsync();

        var hidden = (await world.GetAsync("entities/acme/secret", secret)).Refused(HttpStatusCode.NotFound, RegistryRules.EntityNotFound);
        var missing = (await world.GetAsync("entities/acme/absent", secret)).Refused(HttpStatusCode.NotFound, RegistryRules.EntityNotFound);
        Assert.Equal(missing.Text.Replace("absent", "secret", StringComparison.Ordinal), hidden.Text);
        Assert.Equal(0, (await world.GetAsync("entities", secret)).Json.GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await world.GetAsync("access", secret)).Json.GetProperty("items").GetArrayLength());

        (await world.SendAsync("PATCH", "entities/acme/secret", world.Administrator, new JsonObject { ["sharedWith"] = new JsonArray(id) })).Expect(HttpStatusCode.OK);
        (await world.GetAsync("entities/acme/secret", secret)).Expect(HttpStatusCode.OK);
        var access = Assert.Single((await world.GetAsync("access", secret)).Json.GetProperty("items").EnumerateArray());
        Assert.Equal("""{"entity":"acme/secret","visibility":"private","grants":["download"]}""", access.GetRawText());
    }

    [Fact]
    public async Task WhatBecomesAnEntityByAnEmitIsItsSendersAndSettingActiveNeedsMore()
    {
        await using var world = await ApiWorld.StartAsync();
        var (_, first) = await world.TokenAsync("first");
        var (secondId, second) = await world.TokenAsync("second");
        await world.EmitAsync("acme/billing", "one", first);

        (await world.SendAsync("POST", "entities/acme/billing/versions/upload-url", second, new { sourceHash = ApiWorld.HashOf("two"), files = Array.Empty<object>() })).Refused(HttpStatusCode.Forbidden, RegistryRules.Forbidden);
        (await world.SendAsync("PUT", $"entities/acme/billing/access/{secondId}", first, new { grants = new[] { "upload" } })).Expect(HttpStatusCode.OK);
        var draft = new JsonObject { ["sourceHash"] = ApiWorld.HashOf("two"), ["draft"] = true, ["setActive"] = true };
        (await world.SendAsync("POST", "entities/acme/billing/versions", second, draft)).Refused(HttpStatusCode.Forbidden, RegistryRules.Forbidden);
        await world.EmitAsync("acme/billing", "two", second);
        (await world.SendAsync("DELETE", $"entities/acme/billing/access/{secondId}", first)).Expect(HttpStatusCode.NoContent);
        (await world.SendAsync("POST", "entities/acme/billing/versions", second, draft)).Refused(HttpStatusCode.Forbidden, RegistryRules.Forbidden);
        Assert.Empty(await world.ValidateAsync());
    }

    private static string NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private static AccessDecision DecisionOf(Reply reply) => reply.Status switch
    {
        HttpStatusCode.Unauthorized => AccessDecision.Unauthenticated,
        HttpStatusCode.Forbidden => AccessDecision.Forbidden,
        HttpStatusCode.NotFound when reply.Code == RegistryRules.EntityNotFound.Code => AccessDecision.Hidden,
        _ => AccessDecision.Allowed,
    };
}
