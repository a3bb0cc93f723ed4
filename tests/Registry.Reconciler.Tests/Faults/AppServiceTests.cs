using System.Security.Cryptography;

namespace Registry.Reconciler.Tests.Faults;

/// <summary>A service that signs in as a GitHub App.</summary>
public sealed class AppServiceTests
{
    [Fact]
    public async Task ItPublishesAsTheAppAndNeverPrintsItsKey()
    {
        await using var world = await PublishingWorld.CreateAsync();
        using var key = RSA.Create(2048);
        var pem = key.ExportRSAPrivateKeyPem();
        world.SignInAs(world.GitHub.CreateApp("registry", key, "contents: write", "statuses: write"), pem);
        await world.EmitAsync();

        var service = await world.ServeAsync("one", "--Logging:LogLevel:Default=Trace");

        Assert.Contains(world.GitHub.Requests, request => request.Operation == "POST /app/installations/{installation_id}/access_tokens");
        Assert.All(pem.Split('\n'), line => Assert.DoesNotContain(line, service.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("ghs_", service.Text, StringComparison.Ordinal);
        await world.PassAsync(service);
        await world.AssertSettledAsync(() => world.PassAsync(service));
    }
}
