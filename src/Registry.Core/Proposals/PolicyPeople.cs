using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Settings;
using Registry.Core.Store;

namespace Registry.Core.Proposals;

/// <summary>Whom the policies name that a change is checked by.</summary>
public static class PolicyPeople
{
    /// <summary>The people of the registry's settings, and of the entities that a change touches.</summary>
    public static async Task<IReadOnlyCollection<Principal>> FindAsync(IRegistryStore store, IRegistrySnapshot @base, IRegistrySnapshot head, CancellationToken cancellationToken)
    {
        var start = await store.MergeBaseAsync(@base, head, cancellationToken);
        HashSet<Principal> people = [];
        if (await start.ReadAsync(RegistryPaths.Settings, cancellationToken) is { } content && RegistrySettingsFormat.Read(RegistryPaths.Settings, content).Value is { } settings)
        {
            people.UnionWith(settings.Owners);
            people.UnionWith(settings.Channels.SelectMany(policy => policy.Who));
        }

        HashSet<EntityName> seen = [];
        await foreach (var difference in store.DifferencesAsync(start, head, cancellationToken))
        {
            if (!RegistryPath.TryParse(difference.Path, out var path) || path.Kind != RegistryPathKind.Channel || !seen.Add(path.Entity)) continue;
            var file = RegistryPaths.EntitySettings(path.Entity);
            if (await start.ReadAsync(file, cancellationToken) is { } own) people.UnionWith(EntitySettingsFormat.Read(file, own).Value?.Channels.SelectMany(policy => policy.Who) ?? []);
        }

        return people;
    }
}
