using Registry.Core.Channels;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Adds a version, or finds the one that the source hash has already (specification, part 4, rules 1 to 3).</summary>
/// <param name="request">What is to become a version.</param>
public sealed class EmitOperation(EmitRequest request) : IOperation<EmitOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<EmitOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var (registry, entity) = (context.Registry, request.Entity);
        var settings = await registry.SettingsAsync(cancellationToken);
        if (await FindKnownAsync(registry, cancellationToken) is { } known) return new Unchanged<EmitOutcome>(known);

        var problems = EmitRequestCheck.Check(request, settings);
        var isNew = await registry.EntityAsync(entity, cancellationToken) is null;
        if (isNew && !settings.NewEntitiesAllowed) problems.Add(Wrong(RegistryRules.NewEntity, $"there is no entity {entity}, and registry.yaml says newEntities: refuse"));

        var newest = await registry.NewestUsedAsync(entity, cancellationToken);
        var emitted = request.CreatedAt ?? context.Now;
        var id = VersionIdAllocator.Next(newest?.Id, emitted, context.Now, settings.ClockSkew);
        if (id is null)
            problems.Add(Wrong(RegistryRules.ClockSkew, $"the next id of {entity} would be more than {settings.ClockSkew} ahead of the clock, which says {ManifestFormat.FormatTime(context.Now)}; its newest is {newest?.Id.ToString() ?? "none"}"));
        await CheckBaseAsync(registry, problems, cancellationToken);
        if (!isNew) await CheckNameAsync(registry, problems, cancellationToken);
        if (problems.Count > 0) return new Refused<EmitOutcome>(new Refusal(problems));

        var resolved = request with { Dependencies = await DependenciesAsync(registry, cancellationToken) };
        var manifest = resolved.ToManifest(id!.Value, (newest?.Ordinal ?? 0) + 1, request.BaseVersion ?? await registry.NewestAsync(entity, cancellationToken), emitted, context.Actor);
        return await PlanAsync(context, manifest, isNew, cancellationToken);
    }

    private async ValueTask<Plan<EmitOutcome>> PlanAsync(PlanContext context, Manifest manifest, bool isNew, CancellationToken cancellationToken)
    {
        var (entity, id) = (manifest.Entity, manifest.Version);
        var content = ManifestFormat.Write(manifest);
        // The one strict reader decides what may stand in a manifest, so it reads what the writer made of the request.
        if (ManifestFormat.Read(RegistryPaths.Manifest(entity, id), content) is { IsValid: false } wrong) return new Refused<EmitOutcome>(new Refusal(wrong.Problems));
        var faults = await ContractCheck.CheckAsync(manifest, context.Registry, await context.Registry.SettingsAsync(cancellationToken), cancellationToken);
        if (faults.Count > 0) return new Refused<EmitOutcome>(new Refusal([.. ContractCheck.Problems(faults)]));

        var changes = new ChangeSet()
            .Write(RegistryPaths.Manifest(entity, id), content)
            .Write(RegistryPaths.Source(entity, manifest.SourceHash), SourceFormat.Write(id));
        if (isNew) changes.Write(RegistryPaths.EntitySettings(entity), EntitySettingsFormat.Write(new EntitySettings()));

        string? channel = null;
        if (request.SetActive)
        {
            channel = await context.Registry.DefaultChannelAsync(entity, cancellationToken);
            var overlay = context with { Registry = new RegistryReader(new OverlaySnapshot(context.Registry.Snapshot, changes)) };
            var current = await context.Registry.ChannelAsync(entity, channel, cancellationToken);
            var unmet = await ChannelRules.CheckMoveAsync(overlay, new ChannelTarget(entity, channel, id, current?.Version), context.Registry, cancellationToken);
            if (unmet.Count > 0) return new Refused<EmitOutcome>(new Refusal(unmet));
            await ChannelMoves.WriteAsync(overlay, changes, entity, channel, new ChannelPointer(id, null, null), isProposal: false, cancellationToken);
        }

        var outcome = new EmitOutcome(true, entity, id, manifest.Ordinal, manifest.SourceHash, Digest.Of(content));
        var message = Messages.For("emit", entity, id, channel, more: new KeyValuePair<string, string>(CommitMessage.SourceHash, manifest.SourceHash.ToString()));
        return new Planned<EmitOutcome>(outcome, changes, message);
    }

    private async ValueTask<IReadOnlyList<Dependency>> DependenciesAsync(RegistryReader registry, CancellationToken cancellationToken)
    {
        List<Dependency> dependencies = [.. request.Dependencies];
        foreach (var (entity, hashes) in request.BuiltFrom)
        {
            if (dependencies.Exists(dependency => dependency.Entity == entity)) continue;
            VersionId? version = null;
            foreach (var hash in hashes) version ??= await registry.SourceAsync(entity, hash, cancellationToken);
            dependencies.Add(new Dependency(entity, version));
        }

        return dependencies;
    }

    /// <summary>The version of this source hash; with force only the one that this very request made before.</summary>
    private async ValueTask<EmitOutcome?> FindKnownAsync(RegistryReader registry, CancellationToken cancellationToken)
    {
        var stored = request switch
        {
            { Force: false } => await registry.MadeFromAsync(request.Entity, request.SourceHash, cancellationToken),
            { CreatedAt: { } asked } => await registry.EmittedAsync(request.Entity, request.SourceHash, asked, cancellationToken),
            _ => null,
        };
        return stored is null ? null : EmitOutcome.Known(stored);
    }

    private async ValueTask CheckBaseAsync(RegistryReader registry, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (request.BaseVersion is { } based && await registry.ManifestAsync(request.Entity, based, cancellationToken) is null)
            problems.Add(Wrong(RegistryRules.BaseVersion, $"{request.Entity} has no version {based} to be the base"));
    }

    private async ValueTask CheckNameAsync(RegistryReader registry, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (!request.IsNewName || request.SemVer is not { } name || !VersionReference.TryParse($"{request.Entity}@{name}", out var reference)) return;
        if ((await registry.ResolveAsync(reference, cancellationToken)).Version is { } taken)
            problems.Add(Wrong(RegistryRules.VersionExists, $"version {taken} of {request.Entity} has the SemVer {name} already"));
    }

    private static Problem Wrong(Rule rule, string message) => new(rule, null, message);
}
