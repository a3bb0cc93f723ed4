using System.Text;
using Registry.Core.Entities;
using Registry.Core.Import;
using Registry.Core.Operations;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git.Emits;
using Registry.Testing;

namespace Registry.Git.Tests.Emits;

/// <summary>Dependencies that are known by their sources.</summary>
public sealed class BuiltFromTests : IDisposable
{
    private static readonly EntityName s_app = EntityName.Parse("acme/app"), s_lib = EntityName.Parse("acme/lib"), s_other = EntityName.Parse("acme/other");

    private readonly GitSandbox _sandbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADependencyIsOnTheVersionThatTheSourcesHave()
    {
        await using var store = await CreateAsync();
        var lib = await EmitAsync(store, Draft(s_lib, "lib"));

        await EmitAsync(store, Draft(s_app, "app") with { BuiltFrom = [new SourceDependency(s_lib, [HashOf("packed"), HashOf("lib")])] });

        Assert.Equal([new Dependency(s_lib, lib.Version)], await DependenciesAsync(store));
    }

    [Fact]
    public async Task SourcesWithoutAVersionGiveADependencyWithoutOne()
    {
        await using var store = await CreateAsync();

        await EmitAsync(store, Draft(s_app, "app") with { BuiltFrom = [new SourceDependency(s_other, [HashOf("other")])] });

        Assert.Equal([new Dependency(s_other, null)], await DependenciesAsync(store));
    }

    [Fact]
    public async Task WhatIsNamedStays()
    {
        await using var store = await CreateAsync();
        var first = await EmitAsync(store, Draft(s_lib, "first"));
        await EmitAsync(store, Draft(s_lib, "second"));

        await EmitAsync(store, Draft(s_app, "app") with { Dependencies = [new Dependency(s_lib, first.Version)], BuiltFrom = [new SourceDependency(s_lib, [HashOf("second")])] });

        Assert.Equal([new Dependency(s_lib, first.Version)], await DependenciesAsync(store));
    }

    [Fact]
    public async Task WhatWaitedInTheOutboxFindsTheVersionsThatWentOutWithIt()
    {
        await using (await CreateAsync())
        {
        }

        await using var emitter = new Emitter(_sandbox.Combine("registry.git"), _sandbox.Options());
        await emitter.QueueAsync(Draft(s_lib, "lib"), [], Token);
        await emitter.QueueAsync(Draft(s_app, "app") with { BuiltFrom = [new SourceDependency(s_lib, [HashOf("lib")])] }, [], Token);

        var flushed = await emitter.FlushAsync(Token);

        await using var store = await GitRegistryStore.OpenAsync(_sandbox.Combine("registry.git"), _sandbox.Options(), Token);
        Assert.Equal(2, flushed.Items.Count);
        Assert.Equal([new Dependency(s_lib, flushed.Items[0].Outcome!.Version)], await DependenciesAsync(store));
        Assert.Equal("2", _sandbox.Run(_sandbox.Combine("registry.git"), "rev-list", "--count", "main"));
    }

    [Fact]
    public void ARequestSaysInJsonWhatItIsBuiltFrom()
    {
        var request = Draft(s_app, "app") with { BuiltFrom = [new SourceDependency(s_lib, [HashOf("lib"), HashOf("packed")])] };

        var read = EmitRequestJson.Parse(EmitRequestJson.Format(request)).Request;

        var source = Assert.Single(read.BuiltFrom);
        Assert.Equal((s_lib, $"{HashOf("lib")} {HashOf("packed")}"), (source.Entity, string.Join(' ', source.SourceHashes)));
    }

    public void Dispose() => _sandbox.Dispose();

    private static Digest HashOf(string seed) => Digest.Of(Encoding.UTF8.GetBytes(seed));

    private static EmitRequest Draft(EntityName entity, string seed) => new() { Entity = entity, SourceHash = HashOf(seed), Draft = true };

    private static async Task<EmitOutcome> EmitAsync(GitRegistryStore store, EmitRequest request) =>
        Assert.IsType<Committed<EmitOutcome>>(await store.ExecuteAsync(new EmitOperation(request), Token)).Outcome;

    private static async Task<IReadOnlyList<Dependency>> DependenciesAsync(GitRegistryStore store)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, Token));
        return (await registry.MadeFromAsync(s_app, HashOf("app"), Token))!.Manifest.Dependencies;
    }

    private async Task<GitRegistryStore> CreateAsync()
    {
        var path = await _sandbox.InitAsync();
        var store = await GitRegistryStore.OpenAsync(path, _sandbox.Options(), Token);
        Dictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal)
        {
            [RegistryPaths.Settings] = Encoding.UTF8.GetBytes("apiVersion: registry/v1\nkind: Registry\nname: acme\ndefaultChannel: stable\nchannels:\n- name: stable\n  advance: manual\nreleases:\n  host: directory\n  path: files\n"),
        };
        Assert.IsType<Committed<Core.Settings.RegistrySettings>>(await store.ExecuteAsync(new InitOperation("acme", files), Token));
        return store;
    }
}
