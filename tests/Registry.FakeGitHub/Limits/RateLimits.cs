using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Limits;

/// <summary>GitHub's limits, on the clock of the test. They are always counted, and enforced when the test says so.</summary>
public sealed class RateLimits
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private int _running;

    internal RateLimits(TimeProvider time) => _time = time;

    /// <summary>Whether requests beyond the primary limit are refused.</summary>
    public bool EnforcePrimary { get; set; }

    /// <summary>Whether requests beyond a secondary limit are refused.</summary>
    public bool EnforceSecondary { get; set; }

    /// <summary>Secondary: requests at one time.</summary>
    public int Concurrent { get; set; } = 100;

    /// <summary>Secondary: points a minute; reading costs 1, writing 5.</summary>
    public int PointsPerMinute { get; set; } = 900;

    /// <summary>Secondary: requests a minute that make content.</summary>
    public int ContentPerMinute { get; set; } = 80;

    /// <summary>Secondary: requests an hour that make content.</summary>
    public int ContentPerHour { get; set; } = 500;

    /// <summary>Whether changing something counts as making content, which GitHub does not say.</summary>
    public bool EditsMakeContent { get; set; } = true;

    /// <summary>Replaces the primary limit of everybody; <see langword="null"/> for what GitHub documents.</summary>
    public int? Hourly { get; set; }

    /// <summary>Begins a request, unless a limit refuses it. Every begin that is not refused has its <see cref="End"/>.</summary>
    internal Answer? Begin(LimitKey key, string method)
    {
        lock (_lock)
        {
            var (now, bucket) = (_time.GetUtcNow(), BucketOf(key));
            if (EnforcePrimary && bucket.Used >= Limit(key)) return LimitAnswers.Primary(403, bucket.Reset, key.Who);
            if (EnforceSecondary && SecondaryWait(bucket, now, method) is { } wait) return LimitAnswers.Secondary(403, wait);
            _running++;
            bucket.Points.Add((now, Cost(method)));
            if (MakesContent(method)) bucket.Content.Add(now);
            return null;
        }
    }

    /// <summary>Ends a request; what is not counted leaves the primary limit as it is.</summary>
    internal void End(LimitKey key, bool counts)
    {
        lock (_lock)
        {
            _running--;
            if (counts) BucketOf(key).Used++;
        }
    }

    /// <summary>Where a bucket stands: limit, used, remaining and the time of reset in seconds since 1970.</summary>
    internal (int Limit, int Used, int Remaining, long Reset) State(LimitKey key)
    {
        lock (_lock)
        {
            var (bucket, limit) = (BucketOf(key), Limit(key));
            return (limit, Math.Min(bucket.Used, limit), Math.Max(0, limit - bucket.Used), bucket.Reset.ToUnixTimeSeconds());
        }
    }

    private int Limit(LimitKey key) => Hourly ?? key.Hourly;

    private Bucket BucketOf(LimitKey key)
    {
        var now = _time.GetUtcNow();
        if (!_buckets.TryGetValue(key.Name, out var bucket)) _buckets[key.Name] = bucket = new Bucket { Reset = now + s_hour };
        if (now < bucket.Reset) return bucket;
        bucket.Used = 0;
        bucket.Reset = now + s_hour;
        return bucket;
    }

    /// <summary>How long a request has to wait; <see langword="null"/> when it need not.</summary>
    private TimeSpan? SecondaryWait(Bucket bucket, DateTimeOffset now, string method)
    {
        bucket.Points.RemoveAll(point => point.At <= now - s_minute);
        bucket.Content.RemoveAll(at => at <= now - s_hour);
        if (_running >= Concurrent) return s_minute;
        if (bucket.Points.Sum(point => point.Cost) + Cost(method) > PointsPerMinute) return bucket.Points[0].At + s_minute - now;
        if (!MakesContent(method)) return null;
        if (bucket.Content.Count >= ContentPerHour) return bucket.Content[^ContentPerHour] + s_hour - now;
        var lately = bucket.Content.FindAll(at => at > now - s_minute);
        return lately.Count >= ContentPerMinute ? lately[^ContentPerMinute] + s_minute - now : null;
    }

    private static int Cost(string method) => method is "GET" or "HEAD" or "OPTIONS" ? 1 : 5;

    private bool MakesContent(string method) => method == "POST" || (EditsMakeContent && method is ("PUT" or "PATCH"));

    private sealed class Bucket
    {
        public int Used { get; set; }

        public DateTimeOffset Reset { get; set; }

        public List<(DateTimeOffset At, int Cost)> Points { get; } = [];

        public List<DateTimeOffset> Content { get; } = [];
    }
}
