using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Core.Proposals;

/// <summary>Tells what a change does.</summary>
public static class ChangeReader
{
    private const int Most = 50;

    /// <summary>Reads a change. What is broken in it is left out: a validation says so.</summary>
    /// <param name="store">The registry.</param>
    /// <param name="base">The registry that the change is for.</param>
    /// <param name="context">The registry with the change, the clock, and who stands for the change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<Change> ReadAsync(IRegistryStore store, IRegistrySnapshot @base, PlanContext context, CancellationToken cancellationToken)
    {
        var before = new RegistryReader(await store.MergeBaseAsync(@base, context.Registry.Snapshot, cancellationToken));
        List<Move> moves = [];
        List<string> added = [], others = [];
        await foreach (var difference in store.DifferencesAsync(before.Snapshot, context.Registry.Snapshot, cancellationToken))
        {
            if (RegistryPath.TryParse(difference.Path, out var path) && path.Kind == RegistryPathKind.Channel)
            {
                if (moves.Count < Most && await TryReadAsync(before, context, path, cancellationToken) is { } move) moves.Add(move);
            }
            else if (path is { Kind: RegistryPathKind.Manifest } && difference.Before is null)
            {
                if (added.Count < Most) added.Add($"{path.Entity}@{path.Version}");
            }
            else if (path is not { Kind: RegistryPathKind.Source } && others.Count < Most)
            {
                others.Add(difference.Path);
            }
        }

        return new Change(moves, added, others, moves.Count == Most || added.Count == Most || others.Count == Most);
    }

    private static async Task<Move?> TryReadAsync(RegistryReader before, PlanContext context, RegistryPath path, CancellationToken cancellationToken)
    {
        try
        {
            return await MoveReader.ReadAsync(before, context, path.Entity, path.Channel!, cancellationToken);
        }
        catch (RegistryException)
        {
            return null;
        }
    }
}
