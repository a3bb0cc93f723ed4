using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Core.Operations;

/// <summary>What an operation on an entity's settings gave.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Settings">Its settings now.</param>
public sealed record EntityOutcome(EntityName Entity, EntitySettings Settings);

/// <summary>Creates an entity.</summary>
/// <param name="entity">Its name.</param>
/// <param name="settings">Its settings.</param>
public sealed class CreateEntityOperation(EntityName entity, EntitySettings settings) : IOperation<EntityOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<EntityOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        await context.Registry.EntityAsync(entity, cancellationToken) is null
            ? await EntityPlan.WriteAsync(context, "create", entity, settings, cancellationToken)
            : new Refused<EntityOutcome>(new Refusal(RegistryRules.EntityExists, $"the entity {entity} exists already", RegistryPaths.EntitySettings(entity)));
}

/// <summary>Changes an entity's settings.</summary>
/// <param name="entity">Its name.</param>
/// <param name="change">Makes the new settings from those of the snapshot.</param>
public sealed class SetEntityOperation(EntityName entity, Func<EntitySettings, EntitySettings> change) : IOperation<EntityOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<EntityOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken) =>
        await context.Registry.EntityAsync(entity, cancellationToken) is { } current
            ? await EntityPlan.WriteAsync(context, "set", entity, change(current), cancellationToken)
            : new Refused<EntityOutcome>(new Refusal(RegistryRules.EntityNotFound, $"there is no entity {entity}"));
}

/// <summary>What deleting an entity gave.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Deleted">What a release host had of its versions.</param>
public sealed record DeletedEntity(EntityName Entity, IReadOnlyList<HostedVersion> Deleted);

/// <summary>
/// Deletes an entity with its versions, unless a channel points at one. The tombstones stay, so that no id is used twice should an entity of
/// the name come again.
/// </summary>
/// <param name="entity">Its name.</param>
/// <param name="reason">Why; required.</param>
public sealed class DeleteEntityOperation(EntityName entity, string? reason) : IOperation<DeletedEntity>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<DeletedEntity>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var registry = context.Registry;
        if (await registry.EntityAsync(entity, cancellationToken) is null) return Refuse(new Problem(RegistryRules.EntityNotFound, null, $"there is no entity {entity}"));
        if (string.IsNullOrWhiteSpace(reason)) return Refuse(new Problem(RegistryRules.Reason, null, $"deleting {entity} needs a reason"));
        var channels = await registry.ChannelsAsync(entity, cancellationToken);
        if (channels.Count > 0)
        {
            return Refuse([.. channels.Select(channel => new Problem(
                RegistryRules.InUse, RegistryPaths.Channel(entity, channel.Key), $"{channel.Key} of {entity} points at {channel.Value.Version}, so the entity is in use"))]);
        }

        var changes = new ChangeSet();
        List<HostedVersion> deleted = [];
        await foreach (var id in registry.VersionsAsync(entity, cancellationToken))
        {
            var overlay = context with { Registry = new RegistryReader(new OverlaySnapshot(registry.Snapshot, changes)) };
            switch (await DeleteOperation.PlanAsync(overlay, entity, id, reason, cancellationToken))
            {
                case Planned<VersionOutcome> planned:
                    changes.Add(planned.Changes);
                    deleted.Add(planned.Outcome.Deleted!);
                    break;
                case Refused<VersionOutcome> refused:
                    return new Refused<DeletedEntity>(refused.Refusal);
            }
        }

        changes.Remove(RegistryPaths.EntitySettings(entity));
        foreach (var soak in await registry.Snapshot.ListAsync(RegistryPaths.Soaks(entity), cancellationToken)) changes.Remove($"{RegistryPaths.Soaks(entity)}/{soak.Name}");
        await foreach (var grant in registry.GrantsOfAsync(entity, cancellationToken)) changes.Remove(RegistryPaths.Grant(grant.Token, entity));
        return new Planned<DeletedEntity>(new DeletedEntity(entity, deleted), changes, Messages.For("entity-delete", entity, body: reason));
    }

    private static Refused<DeletedEntity> Refuse(params IReadOnlyList<Problem> problems) => new(new Refusal(problems));
}

/// <summary>What creating and changing an entity share.</summary>
file static class EntityPlan
{
    public static async ValueTask<Plan<EntityOutcome>> WriteAsync(
        PlanContext context, string action, EntityName entity, EntitySettings settings, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.EntitySettings(entity);
        var content = EntitySettingsFormat.Write(settings);
        // The writer's bytes must be a file that the reader takes: what a caller put in is checked by the one strict reader.
        if (EntitySettingsFormat.Read(path, content) is { IsValid: false } wrong) return new Refused<EntityOutcome>(new Refusal(wrong.Problems));
        if (settings.DefaultChannel is { } channel && await context.Registry.PolicyAsync(entity, channel, cancellationToken) is null)
            return new Refused<EntityOutcome>(new Refusal(RegistryRules.ChannelUnknown, $"there is no channel '{channel}' in registry.yaml"));

        var outcome = new EntityOutcome(entity, settings);
        if (await context.Registry.Snapshot.ReadAsync(path, cancellationToken) is { } before && before.Span.SequenceEqual(content))
            return new Unchanged<EntityOutcome>(outcome);
        return new Planned<EntityOutcome>(outcome, new ChangeSet().Write(path, content), Messages.For($"entity-{action}", entity));
    }
}
