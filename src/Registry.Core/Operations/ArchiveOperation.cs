using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Takes a version out of use, or back into it.</summary>
/// <param name="reference">The version.</param>
/// <param name="archive">Whether it goes out of use.</param>
/// <param name="reason">Why; required when it goes out of use.</param>
public sealed class ArchiveOperation(VersionReference reference, bool archive, string? reason) : IOperation<VersionOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<VersionOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var (subject, refusal) = await VersionSubject.FindAsync(context.Registry, reference, cancellationToken);
        if (subject is null) return new Refused<VersionOutcome>(refusal!);
        if (!archive) return subject.PlanRecord(subject.Record with { Archived = null }, "unarchive", reason);

        if (string.IsNullOrWhiteSpace(reason)) return Refuse(new Problem(RegistryRules.Reason, null, $"archiving {reference} needs a reason"));
        if (await subject.CheckUnusedAsync(context.Registry, cancellationToken) is { } used) return Refuse(used);
        if (subject.Record.Archived is not null) return subject.PlanRecord(subject.Record, "archive", reason);

        var deed = new Deed(context.Actor, reason, VersionId.From(context.Now).Time);
        return subject.PlanRecord(subject.Record with { Archived = deed }, "archive", reason);
    }

    private static Refused<VersionOutcome> Refuse(Problem problem) => new(new Refusal([problem]));
}
