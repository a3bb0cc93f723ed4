using Registry.Client.Models;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;

namespace Registry.Server.Api.Channels;

/// <summary>Channels as the API shows them.</summary>
internal static class ChannelView
{
    /// <summary>The channels of an entity, in the order in which versions pass them.</summary>
    /// <exception cref="RegistryException">A file of the entity is broken.</exception>
    public static async Task<IReadOnlyList<Channel>> ListAsync(RegistryReader registry, EntityName entity, CancellationToken cancellationToken)
    {
        List<Channel> channels = [];
        foreach (var policy in await registry.PoliciesAsync(entity, cancellationToken))
            channels.Add(Of(registry, entity, policy, await registry.ChannelAsync(entity, policy.Name, cancellationToken)));
        return channels;
    }

    /// <summary>A channel; <see langword="null"/> when it is declared nowhere.</summary>
    /// <exception cref="RegistryException">A file of the entity is broken.</exception>
    public static async Task<Channel?> FindAsync(RegistryReader registry, EntityName entity, string channel, CancellationToken cancellationToken) =>
        await registry.PolicyAsync(entity, channel, cancellationToken) is { } policy ? Of(registry, entity, policy, await registry.ChannelAsync(entity, channel, cancellationToken)) : null;

    /// <summary>A hold.</summary>
    public static Hold? Of(ChannelHold? hold) => hold is null ? null : new Hold(hold.By, hold.Reason);

    private static Channel Of(RegistryReader registry, EntityName entity, ChannelPolicy policy, ChannelPointer? pointer) => new()
    {
        Entity = entity.ToString(),
        Name = policy.Name,
        Version = pointer?.Version.ToString(),
        Reason = pointer?.Reason,
        Hold = Of(pointer?.Hold),
        Advance = policy.Advance.ToString().ToLowerInvariant(),
        Commit = registry.Snapshot.Revision,
    };
}
