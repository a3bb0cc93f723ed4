namespace Registry.GitHub.Transport;

/// <summary>How much content may be created: GitHub takes 500 pieces an hour, and 80 a minute, which writes a second apart stay below.</summary>
/// <remarks>Not thread-safe: writes hold a turn when they ask.</remarks>
internal sealed class ContentQuota(TimeProvider time)
{
    private const int PerHour = 500;

    // When content was created, oldest first.
    private readonly Queue<long> _created = new(PerHour);

    /// <summary>The time until content may be created; zero or less when it may be now.</summary>
    public TimeSpan Wait() => _created.Count < PerHour ? TimeSpan.Zero : TimeSpan.FromHours(1) - time.GetElapsedTime(_created.Peek());

    /// <summary>Content is created now.</summary>
    public void Take()
    {
        if (_created.Count == PerHour) _created.Dequeue();
        _created.Enqueue(time.GetTimestamp());
    }
}
