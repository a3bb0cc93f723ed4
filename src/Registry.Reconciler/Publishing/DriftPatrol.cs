using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git;

namespace Registry.Reconciler.Publishing;

/// <summary>
/// Compares published versions with the release host, some at a time, round and round. What it finds is told until a later look finds it in
/// order; no record is ever changed to agree with the host.
/// </summary>
internal sealed class DriftPatrol
{
    private readonly Dictionary<(EntityName Entity, VersionId Version), (int Round, IReadOnlyList<Problem> Problems)> _found = [];
    private int _round;
    private IReadOnlyList<Problem> _strays = [];
    private int _position;

    /// <summary>What is known to differ.</summary>
    public IReadOnlyList<Problem> Found => [.. _found.Values.SelectMany(found => found.Problems), .. _strays];

    /// <summary>Looks at the next versions. At the end of a round, it looks for releases that nobody recorded.</summary>
    /// <returns>Whether the round is over.</returns>
    /// <exception cref="RegistryException">The registry or the release host cannot be read.</exception>
    public async Task<bool> CheckAsync(GitRegistryStore store, IRegistrySnapshot snapshot, IReleaseHost host, int count, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(snapshot);
        var passed = 0;
        await foreach (var listing in store.ListEntitiesAsync(snapshot, cancellationToken))
        {
            foreach (var id in listing.Released.Order())
            {
                if (passed++ < _position) continue;
                if (passed - _position > count)
                {
                    _position += count;
                    return false;
                }

                await CheckAsync(registry, host, listing.Entity, id, cancellationToken);
            }
        }

        _position = 0;
        // What was found earlier and not met again is deleted by now.
        foreach (var gone in _found.Where(found => found.Value.Round < _round).Select(found => found.Key).ToList()) _found.Remove(gone);
        _round++;
        _strays = await host.FindStraysAsync(async (entity, id, token) => await registry.ReleaseAsync(entity, id, token) is not null, cancellationToken);
        return true;
    }

    private async Task CheckAsync(RegistryReader registry, IReleaseHost host, EntityName entity, VersionId id, CancellationToken cancellationToken)
    {
        _found.Remove((entity, id));
        // What is archived may have lost its content.
        if (await registry.StateAsync(entity, id, cancellationToken) is null or VersionState.Archived or VersionState.Deleted) return;
        if (await HostedVersion.FindAsync(registry, entity, id, cancellationToken) is not { } version) return;
        var problems = await host.CheckAsync(version, content: false, cancellationToken);
        if (problems.Count > 0) _found[(entity, id)] = (_round, problems);
    }
}
