namespace Registry.Server.Health;

/// <summary>A part of the service.</summary>
/// <param name="Status"><c>ok</c>, <c>standby</c> or <c>failing</c>.</param>
/// <param name="Detail">More, for people.</param>
internal sealed record HealthComponent(string Status, string? Detail)
{
    /// <summary>The part does not work.</summary>
    public const string Failing = "failing";
}
