using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Registry.Core.Rules;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Api;

/// <summary>What a build agent, a deployment script and an administrator do with the API, from the first token to the deletion.</summary>
public sealed class FlowTests
{
    [Fact]
    public async Task AVersionIsUploadedInTwoStepsFoundDownloadedMovedAndDeleted()
    {
        await using var world = await ApiWorld.StartAsync();
        var (_, agent) = await world.TokenAsync("agent");
        var before = world.Tip;

        var id = await world.EmitAsync("acme/billing", "one", agent, "1.0.0");
        var version = (await world.GetAsync($"entities/acme/billing/versions/{id}", agent)).Expect(HttpStatusCode.OK);
        var download = await world.GetAsync(await world.LocateAsync("entities/acme/billing/versions/1.0.0/download", agent), null);

        Assert.NotEqual(before, world.Tip);
        Assert.Equal((1, "1.0.0", "listed"), (version.Json.GetProperty("version").GetInt32(), version.Json.GetProperty("semver").GetString(), version.Json.GetProperty("status").GetString()));
        Assert.StartsWith("agent <", version.Json.GetProperty("createdBy").GetString(), StringComparison.Ordinal);
        Assert.Equal($"\"{version.Json.GetProperty("manifestSha").GetString()}\"", version.Headers["ETag"]);
        Assert.Equal(world.Tip, version.Headers["Registry-Commit"]);
        Assert.Equal("one", download.Expect(HttpStatusCode.OK).Text);

        var moved = (await world.SendAsync("PUT", "entities/acme/billing/active-version", agent, new { version = id, reason = "first" })).Expect(HttpStatusCode.OK);
        Assert.Equal(id, moved.Json.GetProperty("version").GetString());
        (await world.SendAsync("DELETE", $"entities/acme/billing/versions/{id}?reason=wrong", agent)).Refused(HttpStatusCode.Conflict, RegistryRules.InUse);
        var second = await world.EmitAsync("acme/billing", "two", agent);
        (await world.SendAsync("PUT", "entities/acme/billing/channels/stable", agent, new { version = second })).Expect(HttpStatusCode.OK);
        var history = (await world.GetAsync("entities/acme/billing/channels/stable/history", agent)).Expect(HttpStatusCode.OK).Json.GetProperty("items");
        Assert.Equal([second, id], history.EnumerateArray().Select(item => item.GetProperty("version").GetString()));
        var back = (await world.SendAsync("POST", "entities/acme/billing/channels/stable/rollback", agent, new { reason = "broken" })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((id, "broken"), (back.GetProperty("version").GetString(), back.GetProperty("hold").GetProperty("reason").GetString()));
        (await world.SendAsync("DELETE", $"entities/acme/billing/versions/{second}?reason=wrong", agent)).Expect(HttpStatusCode.NoContent);
        (await world.GetAsync($"entities/acme/billing/versions/{second}", agent)).Refused(HttpStatusCode.NotFound, RegistryRules.VersionNotFound);
        Assert.Empty(await world.ValidateAsync());
    }

    [Fact]
    public async Task AKnownSourceNeedsNoUploadAndAddsNoCommit()
    {
        await using var world = await ApiWorld.StartAsync();
        var id = await world.EmitAsync("acme/billing", "one");
        var tip = world.Tip;
        var request = new JsonObject { ["sourceHash"] = ApiWorld.HashOf("one"), ["files"] = new JsonArray(ApiWorld.FileOf("a.zip", "one"u8.ToArray())) };

        var addresses = (await world.SendAsync("POST", "entities/acme/billing/versions/upload-url", world.Administrator, request.DeepClone())).Expect(HttpStatusCode.OK).Json;
        var confirmed = (await world.SendAsync("POST", "entities/acme/billing/versions/confirm", world.Administrator, request)).Expect(HttpStatusCode.OK).Json;

        Assert.Equal(("known", id, 0), (addresses.GetProperty("outcome").GetString(), addresses.GetProperty("version").GetProperty("id").GetString(), addresses.GetProperty("uploads").GetArrayLength()));
        Assert.Equal("unchanged", confirmed.GetProperty("outcome").GetString());
        Assert.Equal(tip, world.Tip);
    }

    [Fact]
    public async Task NothingIsConfirmedThatWasNotUploadedAndNothingUploadedIsVisible()
    {
        await using var world = await ApiWorld.StartAsync();
        var file = ApiWorld.FileOf("a.zip", "one"u8.ToArray());
        var request = new JsonObject { ["sourceHash"] = ApiWorld.HashOf("one"), ["files"] = new JsonArray(file) };
        var tip = world.Tip;
        var address = (await world.SendAsync("POST", "entities/acme/billing/versions/upload-url", world.Administrator, request.DeepClone())).Json.GetProperty("uploads")[0].GetProperty("url").GetString()!;

        (await world.SendAsync("POST", "entities/acme/billing/versions/confirm", world.Administrator, request.DeepClone())).Refused(HttpStatusCode.Conflict, RegistryRules.UploadMissing);
        (await world.SendAsync("PUT", address, null, "two"u8.ToArray())).Refused(HttpStatusCode.UnprocessableEntity, RegistryRules.ContentMismatch);
        (await world.SendAsync("PUT", address, null, "longer"u8.ToArray())).Refused(HttpStatusCode.UnprocessableEntity, RegistryRules.ContentMismatch);
        (await world.SendAsync("POST", "entities/acme/billing/versions/confirm", world.Administrator, request.DeepClone())).Refused(HttpStatusCode.Conflict, RegistryRules.UploadMissing);
        (await world.SendAsync("PUT", address, null, "one"u8.ToArray())).Expect(HttpStatusCode.NoContent);
        (await world.GetAsync("entities/acme/billing", world.Administrator)).Refused(HttpStatusCode.NotFound, RegistryRules.EntityNotFound);
        Assert.Equal(tip, world.Tip);

        (await world.SendAsync("POST", "entities/acme/billing/versions/confirm", world.Administrator, request)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task AVersionIsUploadedInOneStepUnlessItsNameExists()
    {
        await using var world = await ApiWorld.StartAsync();

        var first = await UploadAsync(world, "one", "1.0.0");
        var same = await UploadAsync(world, "one", "1.0.0");
        var taken = await UploadAsync(world, "two", "1.0.0");

        var version = first.Expect(HttpStatusCode.Created).Json.GetProperty("version");
        Assert.Equal(("a.zip", 3), (version.GetProperty("files")[0].GetProperty("name").GetString(), version.GetProperty("files")[0].GetProperty("size").GetInt32()));
        Assert.Equal("unchanged", same.Expect(HttpStatusCode.OK).Json.GetProperty("outcome").GetString());
        taken.Refused(HttpStatusCode.Conflict, RegistryRules.VersionExists);
        Assert.Equal("one", (await world.GetAsync(await world.LocateAsync("entities/acme/billing/versions/1.0.0/download?file=a.zip", world.Administrator), null)).Text);
    }

    [Fact]
    public async Task AFileStreamsWithRangesAndDigests()
    {
        await using var world = await ApiWorld.StartAsync();
        var id = await world.EmitAsync("acme/billing", "0123456789");

        var address = await world.LocateAsync($"entities/acme/billing/versions/{id}/download", world.Administrator);
        var part = await world.SendAsync("GET", address, null, null, ("Range", "bytes=2-4"));
        var whole = await world.SendAsync("GET", address, null);
        var same = await world.SendAsync("GET", address, null, null, ("If-None-Match", whole.Headers["ETag"]));

        Assert.Equal(("234", "bytes 2-4/10"), (part.Expect(HttpStatusCode.PartialContent).Text, part.Headers["Content-Range"]));
        Assert.Equal("sha-256=:" + Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("0123456789"u8)) + ":", whole.Headers["Repr-Digest"]);
        Assert.Equal(HttpStatusCode.NotModified, same.Status);
        foreach (var forged in new[] { address.Replace("a.zip", "b.zip", StringComparison.Ordinal), address.Replace("billing", "other", StringComparison.Ordinal), address.Replace("expires=1", "expires=2", StringComparison.Ordinal), address[..^1] + (address[^1] == 'A' ? 'E' : 'A') })
            (await world.SendAsync("GET", forged, null)).Refused(HttpStatusCode.Forbidden, RegistryRules.Signature);
        (await world.SendAsync("PUT", address, null, "x"u8.ToArray())).Expect(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task AChannelMovesOnlyFromWhereItsCallerSawIt()
    {
        await using var world = await ApiWorld.StartAsync();
        var (one, two) = (await world.EmitAsync("acme/billing", "one"), await world.EmitAsync("acme/billing", "two"));
        const string Channel = "entities/acme/billing/channels/dev";

        var first = (await world.SendAsync("PUT", Channel, world.Administrator, new { version = one }, ("If-None-Match", "*"))).Expect(HttpStatusCode.OK);
        (await world.SendAsync("PUT", Channel, world.Administrator, new { version = two }, ("If-None-Match", "*"))).Refused(HttpStatusCode.PreconditionFailed, RegistryRules.PreconditionFailed);
        var seen = (await world.GetAsync(Channel, world.Administrator)).Headers["ETag"];
        (await world.SendAsync("PUT", Channel, world.Administrator, new { version = two }, ("If-Match", seen))).Expect(HttpStatusCode.OK);
        (await world.SendAsync("PUT", Channel, world.Administrator, new { version = two }, ("If-Match", seen))).Refused(HttpStatusCode.PreconditionFailed, RegistryRules.PreconditionFailed);
        (await world.SendAsync("PUT", Channel, world.Administrator, new { version = two }, ("If-Match", "W/"))).Refused(HttpStatusCode.BadRequest, RegistryRules.BadCall);

        Assert.Equal(seen, first.Headers["ETag"]);
        Assert.Equal(two, (await world.GetAsync(Channel, world.Administrator)).Json.GetProperty("version").GetString());
    }

    [Fact]
    public async Task AMoveIsProposedWithoutMovingAnything()
    {
        await using var world = await ApiWorld.StartAsync();
        var id = await world.EmitAsync("acme/billing", "one");
        var tip = world.Tip;

        var proposal = (await world.SendAsync("PUT", "entities/acme/billing/channels/guarded?pullRequest=true", world.Administrator, new { version = id })).Expect(HttpStatusCode.Accepted).Json;

        Assert.Equal(("created", "promote/acme/billing/guarded"), (proposal.GetProperty("outcome").GetString(), proposal.GetProperty("branch").GetString()));
        Assert.Equal(tip, world.Tip);
        Assert.Equal(proposal.GetProperty("commit").GetString(), world.Sandbox.Run(world.Registry, "rev-parse", "promote/acme/billing/guarded").Trim());
    }

    [Fact]
    public async Task ATokenStandsForThePersonThatAPolicyNames()
    {
        await using var world = await ApiWorld.StartAsync();
        var id = await world.EmitAsync("acme/billing", "one");
        var (other, otherSecret) = await world.TokenAsync("bob", "@bob");
        var (alice, aliceSecret) = await world.TokenAsync("alice", "@Alice");
        await world.GrantAsync("acme/billing", other, "maintainer");
        await world.GrantAsync("acme/billing", alice, "maintainer");

        (await world.SendAsync("PUT", "entities/acme/billing/channels/guarded", otherSecret, new { version = id })).Refused(HttpStatusCode.Conflict, RegistryRules.ChannelWho);
        (await world.SendAsync("PUT", "entities/acme/billing/channels/guarded", aliceSecret, new { version = id })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task VersionsAreListedByPagesAndFilters()
    {
        await using var world = await ApiWorld.StartAsync();
        List<string> ids = [];
        for (var i = 0; i < 5; i++) ids.Add(await world.EmitAsync("acme/billing", $"content {i}", semver: $"1.{i}.0"));
        (await world.SendAsync("POST", $"entities/acme/billing/versions/{ids[0]}/archive", world.Administrator, new { reason = "old" })).Expect(HttpStatusCode.OK);
        (await world.SendAsync("PATCH", $"entities/acme/billing/versions/{ids[1]}", world.Administrator, new { alias = "lts", comment = "keep" })).Expect(HttpStatusCode.OK);

        List<string?> seen = [];
        for (string? cursor = null; ;)
        {
            var page = (await world.GetAsync($"entities/acme/billing/versions?limit=2{(cursor is null ? "" : $"&after={cursor}")}", world.Administrator)).Expect(HttpStatusCode.OK).Json;
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()));
            if (!page.GetProperty("pagination").TryGetProperty("next", out var next)) break;
            cursor = next.GetString();
        }

        Assert.Equal(ids.Skip(1).Reverse(), seen);
        var archived = (await world.GetAsync("entities/acme/billing/versions?status=archived", world.Administrator)).Json.GetProperty("items");
        Assert.Equal([ids[0]], archived.EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
        Assert.Equal(ids[1], (await world.GetAsync("entities/acme/billing/versions/lts", world.Administrator)).Json.GetProperty("id").GetString());
        (await world.GetAsync("entities/acme/billing/versions?after=nonsense", world.Administrator)).Refused(HttpStatusCode.BadRequest, RegistryRules.BadCall);
        (await world.GetAsync("entities/acme/billing/versions?limit=1000", world.Administrator)).Refused(HttpStatusCode.BadRequest, RegistryRules.BadCall);
        var comparison = (await world.GetAsync($"entities/acme/billing/compare/1.1.0...{ids[3]}", world.Administrator)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("a.zip", "changed"), (comparison.GetProperty("files")[0].GetProperty("name").GetString(), comparison.GetProperty("files")[0].GetProperty("change").GetString()));
    }

    [Fact]
    public async Task AnEntityLivesAndItsIdsAreNeverUsedTwice()
    {
        await using var world = await ApiWorld.StartAsync();
        var (_, owner) = await world.TokenAsync("owner");
        (await world.SendAsync("POST", "entities", owner, new { entity = "acme/tool", description = "A tool", visibility = "private" })).Expect(HttpStatusCode.Created);
        (await world.SendAsync("POST", "entities", owner, new { entity = "acme/tool" })).Refused(HttpStatusCode.Conflict, RegistryRules.EntityExists);
        var id = await world.EmitAsync("acme/tool", "one", owner);
        (await world.SendAsync("PATCH", "entities/acme/tool", owner, new { description = "", visibility = "public" })).Expect(HttpStatusCode.OK);

        var entity = (await world.GetAsync("entities/acme/tool", null)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("public", id), (entity.GetProperty("visibility").GetString(), entity.GetProperty("versions")[0].GetProperty("id").GetString()));
        Assert.False(entity.TryGetProperty("description", out _));
        Assert.False(entity.TryGetProperty("grants", out _));
        (await world.SendAsync("DELETE", "entities/acme/tool", owner)).Refused(HttpStatusCode.UnprocessableEntity, RegistryRules.Reason);
        (await world.SendAsync("DELETE", "entities/acme/tool?reason=unused", owner)).Expect(HttpStatusCode.NoContent);
        (await world.GetAsync("entities/acme/tool", owner)).Refused(HttpStatusCode.NotFound, RegistryRules.EntityNotFound);
        Assert.Equal(0, (await world.GetAsync("entities", owner)).Json.GetProperty("items").GetArrayLength());
        Assert.Empty(await world.ValidateAsync());
        Assert.True(string.CompareOrdinal(await world.EmitAsync("acme/tool", "one", owner), id) > 0);
    }

    private static async Task<Reply> UploadAsync(ApiWorld world, string content, string semver)
    {
#pragma warning disable CA2000 // The form disposes of its parts.
        using var form = new MultipartFormDataContent
        {
            { new StringContent($$"""{"sourceHash":"{{ApiWorld.HashOf(content)}}","semver":"{{semver}}"}""", Encoding.UTF8, "application/json"), "version" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", "a.zip" },
        };
#pragma warning restore CA2000
        return await world.SendAsync("POST", "entities/acme/billing/versions/upload", world.Administrator, form);
    }
}
