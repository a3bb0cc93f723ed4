using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git;
using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Registries;

/// <summary>Builds of machines whose clocks differ, and of the same second.</summary>
public sealed class ClockTests(BuildPackage package)
{
    [Fact]
    [Trait("Case", "39")]
    public async Task AClockThatIsBehindKeepsTheOrderOfTheVersions()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        var ahead = await EmitAheadAsync(workspace);
        workspace.Write("Lone/New.cs", "internal sealed class New;\n");

        (await workspace.BuildAsync()).Succeeded();

        Assert.Equal(ahead.Next(), (await workspace.VersionsAsync("lone"))[^1].Version);
    }

    /// <summary>A version of a machine whose clock is two minutes ahead.</summary>
    private static async Task<VersionId> EmitAheadAsync(Workspace workspace)
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(2));
        await using var store = await GitRegistryStore.OpenAsync(workspace.Registry, workspace.Sandbox.Options(time), Workspace.Token);
        var content = Digest.Of("elsewhere"u8);
        var request = new EmitRequest { Entity = EntityName.Parse("acme/lone"), SourceHash = content, Files = [new VersionFile { Name = "Lone.dll", Size = 9, Sha256 = content }] };
        return Assert.IsType<Committed<EmitOutcome>>(await store.ExecuteAsync(new EmitOperation(request), Workspace.Token)).Outcome.Version;
    }
}
