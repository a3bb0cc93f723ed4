using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Store;

namespace Registry.Core.Validation;

/// <summary>Finds the entities whose channel policies a change touches.</summary>
internal static class PolicyChanges
{
    /// <summary>The entities whose policies differ.</summary>
    /// <param name="before">The registry before the change.</param>
    /// <param name="after">The registry with the change.</param>
    /// <param name="touched">The entities whose settings are touched at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<EntityName>> FindAsync(RegistryReader before, RegistryReader after, IEnumerable<EntityName> touched, CancellationToken cancellationToken)
    {
        List<EntityName> changed = [];
        foreach (var entity in touched)
        {
            var (old, now) = (await PoliciesAsync(before, entity, cancellationToken), await PoliciesAsync(after, entity, cancellationToken));
            if (!old.AsSpan().SequenceEqual(now)) changed.Add(entity);
        }

        return changed;
    }

    /// <summary>In canonical bytes: what is equal there is equal.</summary>
    private static async Task<byte[]> PoliciesAsync(RegistryReader registry, EntityName entity, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.EntitySettings(entity);
        var settings = await registry.Snapshot.ReadAsync(path, cancellationToken) is { } content ? EntitySettingsFormat.Read(path, content).Value : null;
        return EntitySettingsFormat.Write(new EntitySettings { Channels = settings?.Channels ?? [], DefaultChannel = settings?.DefaultChannel });
    }
}
