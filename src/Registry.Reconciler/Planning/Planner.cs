using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Reconciler.Publishing;
using Registry.Reconciler.Surveying;

namespace Registry.Reconciler.Planning;

/// <summary>Plans a pass. What is read is the registry at one commit and the release host; nothing is changed.</summary>
/// <param name="retries">What failed before and is not tried again yet.</param>
/// <param name="repository">The registry's own repository on GitHub, which has the commits that tags there can name; <see langword="null"/> for none.</param>
internal sealed class Planner(Retries retries, string? repository)
{
    /// <summary>Plans a pass.</summary>
    /// <param name="context">The registry, and the time.</param>
    /// <param name="looks">The entities at which it looks.</param>
    /// <param name="host">Opens the release host, when something is to be published.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegistryException">The registry's settings are broken.</exception>
    public async Task<ReconcilePlan> PlanAsync(PlanContext context, IReadOnlyList<EntityLook> looks, Func<CancellationToken, Task<IReleaseHost>> host, CancellationToken cancellationToken)
    {
        var pass = await PassOperation.MakeAsync(context, new ChangeSet(), looks, [], cancellationToken);
        var wanted = await WantedAsync(context, looks, int.MaxValue, cancellationToken);
        IReadOnlyList<PlannedPublication> publications = [];
        List<PublicationFailure> failures = [.. wanted.Failures];
        IReadOnlyList<Problem> problems = [];
        try
        {
            (publications, var missing) = await SeeAsync(context, wanted.Publications, host, cancellationToken);
            failures.AddRange(missing);
        }
        catch (RegistryException error)
        {
            problems = error.Problems;
        }

        return new ReconcilePlan
        {
            Revision = context.Registry.Snapshot.Revision,
            Publications = publications,
            Failures = failures,
            Advances = pass.Advances,
            Observations = pass.Observations,
            Waiting = pass.Waiting,
            Problems = [.. pass.Problems, .. problems],
        };
    }

    /// <summary>What the release host has of versions: those that can be published, and those that cannot.</summary>
    /// <param name="context">The time.</param>
    /// <param name="publications">The versions.</param>
    /// <param name="host">Opens the release host, when something is to be published.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegistryException">The release host cannot be used.</exception>
    public async Task<(IReadOnlyList<PlannedPublication> Publications, IReadOnlyList<PublicationFailure> Failures)> SeeAsync(
        PlanContext context, IReadOnlyList<Publication> publications, Func<CancellationToken, Task<IReleaseHost>> host, CancellationToken cancellationToken)
    {
        List<PublicationFailure> failures = [];
        List<PlannedPublication> planned = [];
        if (publications.Count == 0) return (planned, failures);
        foreach (var (publication, sighting) in publications.Zip(await (await host(cancellationToken)).SeeAsync(publications, cancellationToken)))
        {
            if (sighting.State is ReleaseState.Staged or ReleaseState.Published) planned.Add(new PlannedPublication(publication, sighting));
            else failures.Add(retries.Note(publication, new NotPublished(sighting.Problem!, sighting.State == ReleaseState.Different ? PublishFailure.Final : PublishFailure.Passing), context.Now));
        }

        return (planned, failures);
    }

    /// <summary>The listed versions with files that have no release record, oldest first, so that each follows its base.</summary>
    /// <param name="context">The registry, and the time.</param>
    /// <param name="looks">The entities at which the pass looks.</param>
    /// <param name="most">With so many to be tried now there is enough to do.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegistryException">The registry's settings are broken.</exception>
    public async Task<WantedPublications> WantedAsync(PlanContext context, IReadOnlyList<EntityLook> looks, int most, CancellationToken cancellationToken)
    {
        // What is wrong with settings of the registry concerns all.
        await context.Registry.SettingsAsync(cancellationToken);
        List<(EntityName Entity, VersionId Version)> candidates = [.. looks.SelectMany(look => look.Versions.Select(version => (look.Entity, version))).OrderBy(one => one.version)];
        List<Publication> wanted = [];
        List<PublicationFailure> failures = [];
        HashSet<EntityName> broken = [];
        var next = 0;
        for (; next < candidates.Count && wanted.Count < most; next++)
        {
            var (entity, version) = candidates[next];
            if (broken.Contains(entity)) continue;
            try
            {
                if (await FindAsync(context.Registry, entity, version, cancellationToken) is not { } publication) continue;
                if (retries.Find(publication.Key, context.Now) is { } waits) failures.Add(waits);
                else wanted.Add(publication);
            }
            catch (RegistryException)
            {
                // The entity is set aside by the pass over its channels, or by the next validation.
                broken.Add(entity);
            }
        }

        return new WantedPublications(wanted, failures, candidates[next..]);
    }

    private async ValueTask<Publication?> FindAsync(RegistryReader registry, EntityName entity, VersionId id, CancellationToken cancellationToken)
    {
        if (await registry.ManifestAsync(entity, id, cancellationToken) is not { Manifest: { Files.Count: > 0 } manifest }) return null;
        if (RegistryReader.StateOf(manifest, await registry.RecordAsync(entity, id, cancellationToken)) != VersionState.Listed) return null;
        if (await registry.ReleaseAsync(entity, id, cancellationToken) is not null) return null;
        var active = await registry.ChannelAsync(entity, await registry.DefaultChannelAsync(entity, cancellationToken), cancellationToken);
        var releases = (await registry.SettingsAsync(cancellationToken)).Releases;
        return new Publication
        {
            Entity = entity,
            Manifest = manifest,
            Commit = releases.Host == ReleaseHostKind.GitHub && string.Equals(releases.Repository, repository, StringComparison.OrdinalIgnoreCase) ? registry.Snapshot.Revision : null,
            IsLatest = active?.Version == id,
        };
    }
}
