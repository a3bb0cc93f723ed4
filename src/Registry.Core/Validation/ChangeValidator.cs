using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Store;

namespace Registry.Core.Validation;

/// <summary>Checks exactly what a change touches: everything that a change can break, at a cost in proportion to the change.</summary>
/// <param name="store">The registry.</param>
/// <param name="time">The clock, for soak times and ids.</param>
public sealed class ChangeValidator(IRegistryStore store, TimeProvider time)
{
    /// <summary>Checks what <paramref name="head"/> changes since it left <paramref name="base"/>.</summary>
    /// <param name="base">The registry that the change is for.</param>
    /// <param name="head">The registry with the change.</param>
    /// <param name="people">Who stands for the change.</param>
    /// <param name="isProposal">Whether the change is proposed, as by a pull request, and may therefore hold nothing that only the reconciler writes.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<ValidationReport> ValidateAsync(
        IRegistrySnapshot @base, IRegistrySnapshot head, IReadOnlyCollection<Principal> people, bool isProposal, CancellationToken cancellationToken)
    {
        var start = await store.MergeBaseAsync(@base, head, cancellationToken);
        List<Problem> problems = [];
        Dictionary<EntityName, List<(RegistryPath Path, FileDifference Difference)>> entities = [];
        List<FileDifference> others = [];
        long count = 0;
        await foreach (var difference in store.DifferencesAsync(start, head, cancellationToken))
        {
            count++;
            if (!difference.Path.StartsWith(RegistryPaths.Entities + "/", StringComparison.Ordinal)) others.Add(difference);
            else if (!RegistryPath.TryParse(difference.Path, out var path)) AddLayout(difference, problems);
            else if (difference.After is { } kind && FileCheck.CheckMode(difference.Path, kind) is { } mode) problems.Add(mode);
            else Bucket(entities, path.Entity).Add((path, difference));
        }

        var (before, after) = (new RegistryReader(start), new RegistryReader(head));
        var settings = await CheckOthersAsync(before, after, others, problems, cancellationToken);
        var repoliced = await PolicyChanges.FindAsync(
            before, after, entities.Where(entity => entity.Value.Exists(file => file.Path.Kind == RegistryPathKind.Entity)).Select(entity => entity.Key), cancellationToken);
        problems.AddRange(await new OwnerCheck(before, people).CheckAsync(others, repoliced, cancellationToken));
        if (isProposal) problems.AddRange(entities.Values.SelectMany(touched => touched).Where(file => file.Path.Kind is RegistryPathKind.Release or RegistryPathKind.Soak)
            .Select(file => new Problem(RegistryRules.Observed, file.Difference.Path, "is changed; only the reconciler writes it")));
        if (settings is not null && CodeOwnersCheck.IsConcerned(others, repoliced)) problems.AddRange(await CodeOwnersCheck.CheckAsync(after, settings, cancellationToken));
        foreach (var (entity, touched) in entities)
        {
            var context = new PlanContext(after, store.HistoryOf(start), time.GetUtcNow(), "") { People = people };
            problems.AddRange(await new EntityChangeCheck(entity, before, context, settings).CheckAsync(touched, cancellationToken));
        }

        return ValidationReport.Create(count, problems);
    }

    private static async Task<RegistrySettings?> CheckOthersAsync(
        RegistryReader before, RegistryReader after, List<FileDifference> others, List<Problem> problems, CancellationToken cancellationToken)
    {
        foreach (var difference in others.Where(difference => difference.After is not null))
        {
            await CheckCaseAsync(after.Snapshot, difference.Path, problems, cancellationToken);
            problems.AddRange(AccessCheck.Check(difference.Path, difference.After!.Value, await after.Snapshot.ReadAsync(difference.Path, cancellationToken) ?? default));
        }

        if (await after.Snapshot.ReadAsync(RegistryPaths.Settings, cancellationToken) is not { } content)
        {
            problems.Add(new Problem(RegistryRules.NoRegistry, RegistryPaths.Settings, "missing, or no regular file"));
            return null;
        }

        var settings = RegistrySettingsFormat.Read(RegistryPaths.Settings, content);
        problems.AddRange(settings.Problems);
        if (settings.IsValid && others.Any(difference => difference.Path == RegistryPaths.Settings))
            problems.AddRange(RegistrySettingsFormat.CheckSchemas(settings.Value, RegistryPaths.Settings, content));
        if (settings.IsValid && others.Any(difference => difference is { Path: RegistryPaths.Settings, Before: not null }))
            await CheckRemovedChannelsAsync(before, after, settings.Value, problems, cancellationToken);
        return settings.Value;
    }

    /// <summary>A channel that goes out of <c>registry.yaml</c> must be used by no entity. Only then is the whole registry looked through.</summary>
    private static async Task CheckRemovedChannelsAsync(
        RegistryReader before, RegistryReader after, RegistrySettings settings, List<Problem> problems, CancellationToken cancellationToken)
    {
        var old = await before.Snapshot.ReadAsync(RegistryPaths.Settings, cancellationToken);
        if (old is null || RegistrySettingsFormat.Read(RegistryPaths.Settings, old.Value).Value is not { } previous) return;
        var removed = previous.Channels.Select(policy => policy.Name).Except(settings.Channels.Select(policy => policy.Name), StringComparer.Ordinal).ToList();
        if (removed.Count == 0) return;
        await foreach (var entity in after.EntitiesAsync(null, cancellationToken))
        {
            foreach (var (channel, _) in await after.ChannelsAsync(entity, cancellationToken))
                if (removed.Contains(channel, StringComparer.Ordinal))
                    problems.Add(new Problem(RegistryRules.ChannelUnknown, RegistryPaths.Settings, $"the channel '{channel}' is removed, but {RegistryPaths.Channel(entity, channel)} uses it"));
        }
    }

    private static async Task CheckCaseAsync(IRegistrySnapshot head, string path, List<Problem> problems, CancellationToken cancellationToken)
    {
        var folder = "";
        foreach (var part in path.Split('/'))
        {
            foreach (var item in await head.ListAsync(folder, cancellationToken))
                if (item.Name != part && string.Equals(item.Name, part, StringComparison.OrdinalIgnoreCase))
                    problems.Add(new Problem(RegistryRules.CaseClash, path, $"differs only in case from {(folder.Length == 0 ? "" : folder + "/")}{item.Name}"));
            folder = folder.Length == 0 ? part : $"{folder}/{part}";
        }
    }

    private static void AddLayout(FileDifference difference, List<Problem> problems)
    {
        // Removing what never had a place there is always right.
        if (difference.After is not null) problems.Add(new Problem(RegistryRules.Layout, difference.Path, "nothing of a registry stands at this path"));
    }

    private static List<(RegistryPath, FileDifference)> Bucket(Dictionary<EntityName, List<(RegistryPath, FileDifference)>> entities, EntityName entity)
    {
        if (!entities.TryGetValue(entity, out var bucket)) entities.Add(entity, bucket = []);
        return bucket;
    }
}
