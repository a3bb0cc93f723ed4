using System.Text.Json.Serialization;
using Registry.Server.Reconciling;

namespace Registry.Server.Health;

/// <summary>What a probe is told.</summary>
/// <param name="Status"><c>ok</c>, <c>standby</c> or <c>failing</c>.</param>
/// <param name="Components">The parts, by name.</param>
internal sealed record HealthReport(string Status, IReadOnlyDictionary<string, HealthComponent> Components)
{
    /// <summary>Whether the answer is 200.</summary>
    [JsonIgnore]
    public bool IsOk => Components.Values.All(component => component.Status != HealthComponent.Failing);

    /// <summary>Whether the process should go on, or be started anew.</summary>
    public static HealthReport Live(LoopState loop) => Of("ok", new(StringComparer.Ordinal)
    {
        ["loop"] = Loop(loop),
    });

    /// <summary>How the loop is.</summary>
    public static HealthComponent Loop(LoopState loop) => loop switch
    {
        { IsEnded: true } => new(HealthComponent.Failing, "the loop has ended"),
        { IsStalled: true } => new(HealthComponent.Failing, "the loop makes no steps"),
        _ => new("ok", null),
    };

    /// <summary>Whether the service does its work, or stands by for somebody who does.</summary>
    public static HealthReport Ready(LoopState loop) => Of(loop.Standby is null ? "ok" : "standby", new(StringComparer.Ordinal)
    {
        ["registry"] = loop.IsReached ? new("ok", null) : new(HealthComponent.Failing, loop.Failure ?? "not reached yet"),
        ["lease"] = loop switch
        {
            { IsHolder: true } => new("ok", "held"),
            { Standby: { } holder } => new("standby", $"held by {holder}"),
            _ => new(HealthComponent.Failing, "not looked at yet"),
        },
        ["pass"] = loop switch
        {
            { Failure: { } failure } => new(HealthComponent.Failing, failure),
            { Standby: not null } => new("standby", null),
            { Report: null } => new(HealthComponent.Failing, "none yet"),
            { Report.IsStalled: true } => new(HealthComponent.Failing, loop.Report.Problems is [var first, ..] ? first.ToString() : "stalled"),
            _ => new("ok", loop.Report.Revision),
        },
    });

    /// <summary>A report of parts.</summary>
    /// <param name="status">How it is as a whole when no part fails.</param>
    /// <param name="components">The parts.</param>
    public static HealthReport Of(string status, Dictionary<string, HealthComponent> components)
    {
        var report = new HealthReport(status, components);
        return report.IsOk ? report : report with { Status = HealthComponent.Failing };
    }
}
