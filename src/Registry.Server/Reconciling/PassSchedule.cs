using System.Diagnostics.CodeAnalysis;
using Registry.Server.Hosting;

namespace Registry.Server.Reconciling;

/// <summary>When the next pass is.</summary>
/// <param name="options">The intervals.</param>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Waiting times protect nothing.")]
internal sealed class PassSchedule(ServerOptions options)
{
    private const double Jitter = 0.1;

    private static readonly TimeSpan s_longestRetry = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_soonest = TimeSpan.FromSeconds(1);

    /// <summary>Spreads waiting times.</summary>
    public Random Random { get; init; } = Random.Shared;

    /// <summary>After a pass that went well: the polling interval, give or take a tenth, or sooner when something comes due.</summary>
    public TimeSpan AfterPass(DateTimeOffset now, DateTimeOffset? nextDue)
    {
        var poll = options.PollInterval * (1 - Jitter + (2 * Jitter * Random.NextDouble()));
        if (nextDue is not { } due) return poll;
        var wait = due - now < s_soonest ? s_soonest : due - now;
        return wait < poll ? wait : poll;
    }

    /// <summary>After so many failures in a row: twice as long each time up to a quarter of an hour, of which up to half is left to chance.</summary>
    public TimeSpan AfterFailure(int failures)
    {
        var first = options.PollInterval < s_firstRetry ? options.PollInterval : s_firstRetry;
        var most = Math.Min(s_longestRetry.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromSeconds(most * (0.5 + (Random.NextDouble() / 2)));
    }

    /// <summary>How often somebody who stands by looks at the lease.</summary>
    public TimeSpan Standby() => options.LeaseDuration / 6 * (1 - Jitter + (2 * Jitter * Random.NextDouble()));
}
