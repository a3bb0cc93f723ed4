using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Processes;

public sealed class RivalClonesTests
{
    private const string Billing = TestRegistry.Billing;

    [Fact]
    public async Task OfTwoPromotionsOfOneChannelAtOnceTheResultIsThatOfSomeOrder()
    {
        using var registry = await TestRegistry.CreateAsync();
        registry.Sandbox.Run(registry.Path, "config", "uploadpack.allowFilter", "true");
        registry.Sandbox.Run(registry.Path, "config", "uploadpack.allowAnySHA1InWant", "true");
        var ids = new[] { await registry.EmitAsync("a"), await registry.EmitAsync("b") };
        var url = new Uri(registry.Path).AbsoluteUri;

        var runs = await Task.WhenAll(ids.Select((id, n) => PromoteAsync(registry, url, id, n)));

        // The newer one always gets through; the older one only when it was first.
        runs[1].Ended(ExitCode.Done);
        Assert.True(runs[0].Exit is ExitCode.Done or ExitCode.Refused, runs[0].ToString());
        if (runs[0].Exit == ExitCode.Refused) Assert.Contains("error REG4006: ", runs[0].Error, StringComparison.Ordinal);
        Assert.Equal($"{ids[1]}\n", (await registry.DoAsync("active", Billing)).Output);
        Assert.Equal(runs.Count(run => run.Exit == ExitCode.Done), (await registry.DoAsync("log", Billing, "--channel", "stable", "--json")).Json.GetProperty("items").GetArrayLength());
        await registry.DoAsync("validate");
    }

    /// <summary>Each with a cache of its own, as on two machines.</summary>
    private static Task<CommandRun> PromoteAsync(TestRegistry registry, string url, string id, int machine) =>
        new RegistryProcess(registry.Sandbox, url) { Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["REGISTRY_HOME"] = registry.Sandbox.Combine($"machine{machine}") } }
            .RunAsync("promote", $"{Billing}@{id}", "--channel", "stable");
}
