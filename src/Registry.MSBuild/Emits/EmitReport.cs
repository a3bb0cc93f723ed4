using Registry.Core.Operations;
using Registry.Core.Rules;

namespace Registry.MSBuild.Emits;

/// <summary>How an emit of a build ended.</summary>
/// <param name="Outcome">The version, new or found; <see langword="null"/> when the emit waits or was refused.</param>
/// <param name="Problems">Why it was refused, or why it waits although it should not.</param>
/// <param name="IsQueued">Whether it waits, in the outbox or in the registry's inbox.</param>
internal sealed record EmitReport(EmitOutcome? Outcome, IReadOnlyList<Problem> Problems, bool IsQueued)
{
    /// <summary>The outcome's name in outputs: created, unchanged, queued or refused.</summary>
    public string Name => Outcome switch
    {
        { Created: true } => "created",
        { } => "unchanged",
        null => IsQueued ? "queued" : "refused",
    };
}
