using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Git;
using Registry.Git.Releases;
using Registry.Reconciler.Planning;
using Registry.Reconciler.Surveying;

namespace Registry.Reconciler.Publishing;

/// <summary>
/// What a pass does at the release host: one publication after the other. A failure is noted and stops no other, but one of the host itself,
/// which stops the publications and no channel.
/// </summary>
internal sealed class Publisher(GitRegistryStore store, Retries retries) : IDisposable
{
    private readonly List<PublishedVersion> _published = [];
    private readonly List<PublicationFailure> _failures = [];
    private readonly List<Problem> _problems = [];
    private readonly HashSet<(EntityName Entity, VersionId Version)> _left = [];
    private IReleaseHost? _host;

    /// <summary>What is published now.</summary>
    public IReadOnlyList<PublishedVersion> Published => _published;

    /// <summary>What could not be published.</summary>
    public IReadOnlyList<PublicationFailure> Failures => _failures;

    /// <summary>What is wrong with the host.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>What was neither published nor failed: the pass had no room for it, or the host itself failed.</summary>
    public IReadOnlyCollection<(EntityName Entity, VersionId Version)> Left => _left;

    /// <summary>When the host is tried again after it failed, UTC; <see langword="null"/> when it did not.</summary>
    public DateTimeOffset? HostRetryAt { get; private set; }

    /// <summary>Publishes the versions that are to be published, unless the host failed a moment ago.</summary>
    /// <param name="planner">Finds them.</param>
    /// <param name="context">The registry, and the time.</param>
    /// <param name="looks">Where the pass looks.</param>
    /// <param name="max">The most that it may try.</param>
    /// <param name="cancellationToken">Ends the work before the next publication.</param>
    public async Task PublishAsync(Planner planner, PlanContext context, IReadOnlyList<EntityLook> looks, int max, CancellationToken cancellationToken)
    {
        var (wanted, waiting, rest) = await planner.WantedAsync(context, looks, max, cancellationToken);
        _left.UnionWith(wanted.Select(publication => (publication.Entity, publication.Version)).Concat(rest));
        foreach (var failure in waiting) Note(failure);
        if (retries.HostAt(context.Now) is { } waits)
        {
            HostRetryAt = waits.Until;
            return;
        }

        try
        {
            var (planned, missing) = await planner.SeeAsync(context, wanted, HostAsync, cancellationToken);
            foreach (var failure in missing) Note(failure);
            foreach (var one in planned)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!await PublishAsync(one, context.Now, cancellationToken)) return;
            }

            if (wanted.Count > 0) retries.ClearHost();
        }
        catch (RegistryException error)
        {
            _problems.AddRange(error.Problems);
            HostRetryAt = retries.NoteHost(error.Problems, retryAt: null, context.Now);
        }
    }

    /// <summary>Lets the host's latest release follow the default channel. Of several moves in one pass the one to the newest version counts.</summary>
    /// <param name="registry">The registry after the pass.</param>
    /// <param name="moved">The entities of which channels were moved, and which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task MarkLatestAsync(RegistryReader registry, IEnumerable<(EntityName Entity, IReadOnlyCollection<string> Channels)> moved, CancellationToken cancellationToken)
    {
        try
        {
            List<ReleaseRecord> releases = [];
            foreach (var (entity, channels) in moved)
                if (await ActiveReleaseAsync(registry, entity, channels, cancellationToken) is { } release)
                    releases.Add(release);

            if (releases.MaxBy(release => release.Version) is { } latest) await (await HostAsync(cancellationToken)).MarkLatestAsync(latest, cancellationToken);
        }
        catch (RegistryException error)
        {
            _problems.AddRange(error.Problems);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _host?.Dispose();

    /// <summary>The release host, opened when it is needed for the first time.</summary>
    /// <exception cref="RegistryException">It cannot be used.</exception>
    public async Task<IReleaseHost> HostAsync(CancellationToken cancellationToken) => _host ??= await store.OpenReleasesAsync(cancellationToken);

    /// <summary>What is published of the version that is active now, if one of some channels is the default one.</summary>
    private static async ValueTask<ReleaseRecord?> ActiveReleaseAsync(RegistryReader registry, EntityName entity, IReadOnlyCollection<string> channels, CancellationToken cancellationToken)
    {
        try
        {
            var channel = await registry.DefaultChannelAsync(entity, cancellationToken);
            return channels.Contains(channel, StringComparer.Ordinal) && await registry.ChannelAsync(entity, channel, cancellationToken) is { } active
                ? await registry.ReleaseAsync(entity, active.Version, cancellationToken)
                : null;
        }
        catch (RegistryException)
        {
            // The pass over the entity's channels says what is wrong with it.
            return null;
        }
    }

    /// <summary>False when the host itself fails, so that there is no use in going on.</summary>
    private async Task<bool> PublishAsync(PlannedPublication planned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var publication = planned.Publication;
        var result = planned.Sighting.Record is { } record ? new Published(record) : await (await HostAsync(cancellationToken)).PublishAsync(publication, cancellationToken);
        if (result is Published done)
        {
            retries.Clear(publication.Key);
            _published.Add(new PublishedVersion(publication.Entity, done.Record, publication.Key));
            _left.Remove((publication.Entity, publication.Version));
            return true;
        }

        var failed = (NotPublished)result;
        Note(retries.Note(publication, failed, now));
        if (failed.Failure != PublishFailure.Host) return true;
        HostRetryAt = retries.NoteHost([failed.Problem], failed.RetryAt, now);
        return false;
    }

    private void Note(PublicationFailure failure)
    {
        _failures.Add(failure);
        _left.Remove((failure.Entity, failure.Version));
    }
}
