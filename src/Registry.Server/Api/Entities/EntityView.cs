using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Channels;
using Registry.Server.Api.Versions;
using Entity = Registry.Client.Models.Entity;
using Version = Registry.Client.Models.Version;

namespace Registry.Server.Api.Entities;

/// <summary>Entities as the API shows them.</summary>
internal static class EntityView
{
    private const int NewestVersions = 5;

    /// <summary>An entity that exists.</summary>
    /// <exception cref="CallRefusedException">It does not.</exception>
    /// <exception cref="RegistryException">A file of it is broken.</exception>
    public static async Task<Entity> ReadAsync(Call call, RegistryReader registry, EntityName entity, CancellationToken cancellationToken)
    {
        var settings = await registry.EntityAsync(entity, cancellationToken) ?? throw new CallRefusedException(RegistryRules.EntityNotFound, $"there is no entity {entity}");
        var access = await registry.AccessAsync(entity, call.Caller.Token, cancellationToken);
        var maintains = access is not null && AccessTable.Effective(call.Caller.Role, access).HasFlag(Grants.Maintainer);
        return new Entity
        {
            Name = entity.ToString(),
            Description = settings.Description,
            Owners = settings.Owners,
            Visibility = settings.Visibility ?? Core.Access.EntityAccess.DefaultVisibility,
            SharedWith = maintains ? settings.SharedWith : null,
            Repository = settings.Repository,
            DefaultChannel = await registry.DefaultChannelAsync(entity, cancellationToken),
            Channels = await ChannelView.ListAsync(registry, entity, cancellationToken),
            Grants = maintains ? await GrantsAsync(registry, entity, cancellationToken) : null,
            Versions = await NewestAsync(registry, entity, cancellationToken),
            Commit = registry.Snapshot.Revision,
        };
    }

    /// <summary>An entity in a list; <see langword="null"/> when the caller may not see it, or it is deleted.</summary>
    /// <exception cref="RegistryException">A file of it is broken.</exception>
    public static async Task<EntitySummary?> FindAsync(Call call, EntityName entity, CancellationToken cancellationToken)
    {
        var registry = call.Registry;
        if (await registry.AccessAsync(entity, call.Caller.Token, cancellationToken) is not { } access || !AccessTable.MaySee(call.Caller.Role, access)) return null;
        var active = await registry.ChannelAsync(entity, await registry.DefaultChannelAsync(entity, cancellationToken), cancellationToken);
        var description = (await registry.EntityAsync(entity, cancellationToken))?.Description;
        return new EntitySummary(entity.ToString(), description, access.Visibility, active?.Version.ToString(), (await registry.NewestAsync(entity, cancellationToken))?.ToString());
    }

    private static async Task<IReadOnlyList<EntityGrant>> GrantsAsync(RegistryReader registry, EntityName entity, CancellationToken cancellationToken)
    {
        List<EntityGrant> grants = [];
        await foreach (var grant in registry.GrantsOfAsync(entity, cancellationToken)) grants.Add(new EntityGrant(grant.Token, entity.ToString(), GrantFormat.Format(grant.Grants)));
        return grants;
    }

    private static async Task<IReadOnlyList<Version>> NewestAsync(RegistryReader registry, EntityName entity, CancellationToken cancellationToken)
    {
        var channels = await registry.ChannelsAsync(entity, cancellationToken);
        List<Version> versions = [];
        await foreach (var id in registry.VersionsAsync(entity, cancellationToken))
        {
            if (versions.Count == NewestVersions) break;
            if (await VersionView.FindAsync(registry, entity, id, channels, cancellationToken) is { } version) versions.Add(version);
        }

        return versions;
    }
}
