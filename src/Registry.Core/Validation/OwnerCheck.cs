using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Store;

namespace Registry.Core.Validation;

/// <summary>
/// Whether an owner of the registry stands for a change of what decides over everybody: the settings, the automation, and the policies of
/// entities. The owners are those before the change.
/// </summary>
/// <param name="before">The registry before the change.</param>
/// <param name="people">Who stands for the change.</param>
internal sealed class OwnerCheck(RegistryReader before, IReadOnlyCollection<Principal> people)
{
    /// <summary>Checks a change.</summary>
    /// <param name="others">What it changes outside of <c>entities/</c>.</param>
    /// <param name="repoliced">The entities whose policies it changes.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<Problem>> CheckAsync(IReadOnlyList<FileDifference> others, IReadOnlyList<EntityName> repoliced, CancellationToken cancellationToken)
    {
        if (await OwnersAsync(cancellationToken) is not [_, ..] owners || owners.Intersect(people).Any()) return [];
        var said = people.Count == 0 ? "nobody who is known" : string.Join(", ", people);
        return [.. others.Select(difference => difference.Path).Concat(repoliced.Select(RegistryPaths.EntitySettings))
            .Select(file => new Problem(RegistryRules.Owner, file, $"is for the owners of the registry, {string.Join(", ", owners)}; for this change stands {said}"))];
    }

    private async Task<IReadOnlyList<Principal>> OwnersAsync(CancellationToken cancellationToken) =>
        await before.Snapshot.ReadAsync(RegistryPaths.Settings, cancellationToken) is { } content
            ? RegistrySettingsFormat.Read(RegistryPaths.Settings, content).Value?.Owners ?? []
            : [];
}
