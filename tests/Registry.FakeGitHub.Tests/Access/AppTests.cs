using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;

namespace Registry.FakeGitHub.Tests.Access;

public sealed class AppTests : GitHubFixture
{
    private readonly RSA _key = RSA.Create(2048);

    [Fact]
    public async Task AnAppGetsATokenForItsInstallation()
    {
        var app = CreateApp();
        Token = Sign(app, -60, 540);
        var token = await PostAsync($"/app/installations/{app.InstallationId}/access_tokens", new JsonObject { ["repositories"] = new JsonArray("registry") });
        var self = await GetAsync("/app");
        var installation = await GetAsync($"{Repo}/installation");

        Assert.Equal((201, 200, 200), (token.Status, self.Status, installation.Status));
        Assert.Equal("2026-11-21T13:00:00Z", token["expires_at"]);
        Token = token["token"]!;
        Assert.Equal(201, (await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v1" })).Status);
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(401, (await GetAsync(Repo)).Status);
    }

    [Fact]
    public async Task ATokenNeverHasMoreThanTheAppWasGranted()
    {
        var app = CreateApp();
        Token = Sign(app, -60, 540);

        Assert.Equal(422, (await AskAsync(app, new JsonObject { ["permissions"] = new JsonObject { ["administration"] = "write" } })).Status);
        Assert.Equal(422, (await AskAsync(app, new JsonObject { ["repositories"] = new JsonArray("other") })).Status);
        Token = (await AskAsync(app, new JsonObject { ["permissions"] = new JsonObject { ["contents"] = "read" } }))["token"]!;
        Assert.Equal(403, (await PostAsync($"{Repo}/releases", new JsonObject { ["tag_name"] = "v1" })).Status);
    }

    [Theory]
    [InlineData(60, 540)]
    [InlineData(-60, 601)]
    [InlineData(-120, -60)]
    public async Task ASignatureOfAnotherTimeIsRefused(int issued, int expires)
    {
        var app = CreateApp();
        Token = Sign(app, issued, expires);

        Assert.Equal(401, (await AskAsync(app, [])).Status);
    }

    [Fact]
    public async Task ASignatureWithFractionsOfSecondsIsRefused()
    {
        var app = CreateApp();
        Token = Sign($$"""{"iat":{{Seconds - 60}}.5,"exp":{{Seconds + 500}},"iss":"{{app.Id}}"}""");

        Assert.Equal(401, (await AskAsync(app, [])).Status);
    }

    [Fact]
    public async Task ASignatureByAnotherKeyIsRefused()
    {
        using var other = RSA.Create(2048);
        var app = GitHub.CreateApp("registry", other, "contents: write");
        Token = Sign(app, -60, 540);

        Assert.Equal(401, (await AskAsync(app, [])).Status);
    }

    [Fact]
    public async Task AppsAloneMakeCheckRuns()
    {
        var app = CreateApp();
        var head = Sandbox.Run(Bare, "rev-parse", "main");
        var body = new JsonObject { ["name"] = "gate", ["head_sha"] = head, ["external_id"] = "key" };
        Assert.Equal(403, (await PostAsync($"{Repo}/check-runs", body.DeepClone())).Status);
        Token = Sign(app, -60, 540);
        Token = (await AskAsync(app, []))["token"]!;

        var run = await PostAsync($"{Repo}/check-runs", body);
        var unfinished = await PatchAsync($"{Repo}/check-runs/{run["id"]}", new JsonObject { ["status"] = "completed" });
        var done = await PatchAsync($"{Repo}/check-runs/{run["id"]}", new JsonObject { ["conclusion"] = "success", ["output"] = new JsonObject { ["title"] = "T", ["summary"] = "S" } });
        var list = await GetAsync($"{Repo}/commits/main/check-runs?check_name=gate");

        Assert.Equal((201, "queued", 422), (run.Status, run["status"], unfinished.Status));
        Assert.Equal(("completed", "success"), (done["status"], done["conclusion"]));
        Assert.Equal(("1", "key"), (list["total_count"], list.Json!["check_runs"]![0]!["external_id"]!.ToString()));
    }

    public override ValueTask DisposeAsync()
    {
        _key.Dispose();
        return base.DisposeAsync();
    }

    private long Seconds => Time.Now.ToUnixTimeSeconds();

    private App CreateApp() => GitHub.CreateApp("registry", _key, "contents: write", "checks: write");

    private Task<Reply> AskAsync(App app, JsonObject body) => PostAsync($"/app/installations/{app.InstallationId}/access_tokens", body);

    private string Sign(App app, int issued, int expires) =>
        Sign($$"""{"iat":{{Seconds + issued}},"exp":{{Seconds + expires}},"iss":"{{app.Id}}"}""");

    private string Sign(string claims)
    {
        var text = $"{Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{text}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
