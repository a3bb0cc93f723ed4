using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Reconciler.Planning;

namespace Registry.Reconciler.Publishing;

/// <summary>
/// The publications that failed, and when each is tried again: after a minute, then twice as long each time, up to an hour, and never before
/// the host wants it. Forgotten when the process ends: then each is tried once more.
/// </summary>
internal sealed class Retries
{
    private static readonly TimeSpan s_first = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private readonly Dictionary<Digest, (PublicationFailure Failure, int Attempts, DateTimeOffset Until)> _failures = [];

    private (IReadOnlyList<Problem> Problems, int Attempts, DateTimeOffset Until)? _host;

    /// <summary>Why nothing is published now, and until when; <see langword="null"/> when the release host is tried.</summary>
    public (IReadOnlyList<Problem> Problems, DateTimeOffset Until)? HostAt(DateTimeOffset now) => _host is { } host && host.Until > now ? (host.Problems, host.Until) : null;

    /// <summary>Notes that the release host itself failed, so that nobody asks it for every version in turn.</summary>
    /// <param name="problems">Why.</param>
    /// <param name="retryAt">When it wants to be asked again, if it says so.</param>
    /// <param name="now">The time.</param>
    /// <returns>When it is tried again.</returns>
    public DateTimeOffset NoteHost(IReadOnlyList<Problem> problems, DateTimeOffset? retryAt, DateTimeOffset now)
    {
        var attempts = (_host?.Attempts ?? 0) + 1;
        var until = Later(now + Wait(attempts), retryAt);
        _host = (problems, attempts, until);
        return until;
    }

    /// <summary>Forgets that the release host failed.</summary>
    public void ClearHost() => _host = null;

    /// <summary>Why a publication is not tried now; <see langword="null"/> when it is.</summary>
    public PublicationFailure? Find(Digest key, DateTimeOffset now) =>
        _failures.TryGetValue(key, out var known) && known.Until > now ? known.Failure : null;

    /// <summary>Notes a failure.</summary>
    public PublicationFailure Note(Publication publication, NotPublished result, DateTimeOffset now)
    {
        var attempts = _failures.TryGetValue(publication.Key, out var known) ? known.Attempts + 1 : 1;
        var retryAt = Later(now + Wait(attempts), result.RetryAt);
        var isFinal = result.Failure == PublishFailure.Final;
        // Even what is final is looked at again, though nobody is promised anything: somebody may have mended it.
        var until = isFinal ? now + s_longest : retryAt;
        // A burnt tag took its draft along; that the draft is gone says less than why.
        var problem = known.Failure?.Problem is { } before && before.Rule == RegistryRules.TagBurnt ? before : result.Problem;
        var failure = new PublicationFailure(publication.Entity, publication.Version, problem, isFinal ? null : retryAt);
        _failures[publication.Key] = (failure, attempts, until);
        return failure;
    }

    /// <summary>Forgets the failures of what is published.</summary>
    public void Clear(Digest key) => _failures.Remove(key);

    private static TimeSpan Wait(int attempts) => TimeSpan.FromTicks(Math.Min(s_longest.Ticks, s_first.Ticks << Math.Min(attempts - 1, 6)));

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
