namespace Registry.Testing;

/// <summary>A clock that stands still until the test moves it. Timers run in real time.</summary>
/// <param name="now">The time that it shows first.</param>
public sealed class ManualTimeProvider(DateTimeOffset now) : TimeProvider
{
    /// <summary>The time that it shows.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>A clock at noon of a day in 2026.</summary>
    public static ManualTimeProvider AtNoon() => new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Moves the clock, forwards or backwards.</summary>
    public void Advance(TimeSpan by) => Now += by;
}
