using System.Diagnostics.CodeAnalysis;

namespace Registry.Git.Repositories;

/// <summary>Waits between tries: random, so that several writers part, and longer with each try up to a limit.</summary>
internal sealed class Backoff(Random random, TimeSpan first, TimeSpan longest)
{
    private int _tries;

    /// <summary>Waits before the next try. In real time: a clock that is set by hand would never let it end.</summary>
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Waiting times protect nothing.")]
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var most = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(_tries++, 20)));
        return Task.Delay(TimeSpan.FromMilliseconds(most * (0.5 + (random.NextDouble() / 2))), cancellationToken);
    }
}
