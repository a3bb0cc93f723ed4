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
        IReadOnlyList<PlannedPublication> publications = [];
        IReadOnlyList<PublicationFailure> failures = [];
        IReadOnlyList<Problem> problems = [];
        try
        {
            (publications, failures) = await SeeAsync(context, await WantedAsync(context.Registry, looks, cancellationToken), host, cancellationToken);
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

    /// <summary>What the release host has of versions: those that can be published, and those that cannot, or not yet.</summary>
    /// <param name="context">The time.</param>
    /// <param name="publications">The versions.</param>
    /// <param name="host">Opens the release host, when something is to be published.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegistryException">The release host cannot be used.</exception>
    public async Task<(IReadOnlyList<PlannedPublication> Publications, IReadOnlyList<PublicationFailure> Failures)> SeeAsync(
        PlanContext context, IReadOnlyList<Publication> publications, Func<CancellationToken, Task<IReleaseHost>> host, CancellationToken cancellationToken)
    {
        List<PublicationFailure> failures = [];
        List<Publication> wanted = [];
        foreach (var publication in publications)
        {
            if (retries.Find(publication.Key, context.Now) is { } waits) failures.Add(waits);
            else wanted.Add(publication);
        }

        List<PlannedPublication> planned = [];
        if (wanted.Count == 0) return (planned, failures);
        foreach (var (publication, sighting) in wanted.Zip(await (await host(cancellationToken)).SeeAsync(wanted, cancellationToken)))
        {
            if (sighting.State is ReleaseState.Staged or ReleaseState.Published) planned.Add(new PlannedPublication(publication, sighting));
            else failures.Add(retries.Note(publication, new NotPublished(sighting.Problem!, sighting.State == ReleaseState.Different ? PublishFailure.Final : PublishFailure.Passing), context.Now));
        }

        return (planned, failures);
    }

    /// <summary>The listed versions with files that have no release record, oldest first, so that each follows its base.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="looks">The entities at which the pass looks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegistryException">The registry's settings are broken.</exception>
    public async Task<IReadOnlyList<Publication>> WantedAsync(RegistryReader registry, IReadOnlyList<EntityLook> looks, CancellationToken cancellationToken)
    {
        List<Publication> wanted = [];
        foreach (var look in looks)
        {
            try
            {
                foreach (var id in look.Versions.Order())
                    if (await FindAsync(registry, look, id, cancellationToken) is { } publication)
                        wanted.Add(publication);
            }
            catch (RegistryException)
            {
                // The entity is set aside by the pass over its channels, or by the next validation.
            }
        }

        return [.. wanted.OrderBy(publication => publication.Version)];
    }

    private async ValueTask<Publication?> FindAsync(RegistryReader registry, EntityLook look, VersionId id, CancellationToken cancellationToken)
    {
        if (await registry.StateAsync(look.Entity, id, cancellationToken) != VersionState.Listed) return null;
        if (await HostedVersion.FindAsync(registry, look.Entity, id, cancellationToken) is not { Files.Count: > 0, Release: null }) return null;
        var active = await registry.ChannelAsync(look.Entity, await registry.DefaultChannelAsync(look.Entity, cancellationToken), cancellationToken);
        var releases = (await registry.SettingsAsync(cancellationToken)).Releases;
        return new Publication
        {
            Entity = look.Entity,
            Manifest = (await registry.ManifestAsync(look.Entity, id, cancellationToken))!.Manifest,
            Commit = releases.Host == ReleaseHostKind.GitHub && string.Equals(releases.Repository, repository, StringComparison.OrdinalIgnoreCase) ? registry.Snapshot.Revision : null,
            IsLatest = active?.Version == id,
        };
    }
}
