using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What is to be said of a version; <see langword="null"/> leaves as it is, an empty text removes.</summary>
public sealed record Annotation
{
    /// <summary>The new alias.</summary>
    public string? Alias { get; init; }

    /// <summary>The new remark.</summary>
    public string? Comment { get; init; }

    /// <summary>What changed, of a draft.</summary>
    public string? Changelog { get; init; }

    /// <summary>Listed or unlisted. Listing a draft makes it final.</summary>
    public VersionState? Status { get; init; }
}

/// <summary>Changes a version's alias, comment and status.</summary>
/// <param name="reference">The version.</param>
/// <param name="annotation">What is to be said of it.</param>
public sealed class AnnotateOperation(VersionReference reference, Annotation annotation) : IOperation<VersionOutcome>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<VersionOutcome>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var (subject, refusal) = await VersionSubject.FindAsync(context.Registry, reference, cancellationToken);
        if (subject is null) return new Refused<VersionOutcome>(refusal!);

        var problems = await CheckAsync(context.Registry, subject, cancellationToken);
        if (problems.Count > 0) return new Refused<VersionOutcome>(new Refusal(problems));

        var record = subject.Record with
        {
            Alias = annotation.Alias is null ? subject.Record.Alias : Present(annotation.Alias),
            Comment = annotation.Comment is null ? subject.Record.Comment : Present(annotation.Comment),
            Unlisted = annotation.Status is null ? subject.Record.Unlisted : annotation.Status == VersionState.Unlisted,
        };
        var plan = subject.PlanRecord(record, "annotate", null);
        return subject.Manifest.Status == VersionStatus.Draft ? ChangeDraft(subject, record, plan) : plan;
    }

    private async ValueTask<List<Problem>> CheckAsync(RegistryReader registry, VersionSubject subject, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        var entity = subject.Manifest.Entity;
        if (annotation.Alias is { Length: > 0 } alias)
        {
            if (!RecordFormat.IsAlias(alias)) problems.Add(new Problem(RegistryRules.Alias, null, $"'{alias}' cannot be an alias; expected {RecordFormat.ExpectedAlias}"));
            else if (await ReferenceResolver.FindAliasAsync(registry, entity, alias, cancellationToken) is { } other && other != subject.Id)
                problems.Add(new Problem(RegistryRules.Alias, RegistryPaths.Record(entity, other), $"'{alias}' is the alias of version {other} already"));
        }

        if (annotation.Changelog is not null && subject.Manifest.Status != VersionStatus.Draft)
            problems.Add(new Problem(RegistryRules.Immutable, RegistryPaths.Manifest(entity, subject.Id), $"{subject.Id} is listed, so its changelog stays"));
        if (annotation.Status == VersionState.Unlisted)
        {
            if (subject.Manifest.Status == VersionStatus.Draft) problems.Add(new Problem(RegistryRules.State, null, $"{subject.Id} is a draft, which was never listed"));
            if (await subject.CheckUnusedAsync(registry, cancellationToken) is { } used) problems.Add(used);
        }

        if (annotation.Status == VersionState.Listed && subject.Manifest is { Status: VersionStatus.Draft, Files.Count: 0 })
            problems.Add(new Problem(RegistryRules.NoFiles, RegistryPaths.Manifest(entity, subject.Id), $"{subject.Id} has no files, so it cannot be listed"));
        return problems;
    }

    /// <summary>What a draft's manifest says may still change.</summary>
    private Plan<VersionOutcome> ChangeDraft(VersionSubject subject, VersionRecord record, Plan<VersionOutcome> plan)
    {
        var isListed = annotation.Status == VersionState.Listed;
        var manifest = subject.Manifest with
        {
            Status = isListed ? VersionStatus.Listed : VersionStatus.Draft,
            Changelog = annotation.Changelog is { } changelog ? Present(changelog) : subject.Manifest.Changelog,
        };
        if (!isListed && manifest.Changelog == subject.Manifest.Changelog) return plan;
        var path = RegistryPaths.Manifest(manifest.Entity, manifest.Version);
        var content = ManifestFormat.Write(manifest);
        if (ManifestFormat.Read(path, content) is { IsValid: false } wrong) return new Refused<VersionOutcome>(new Refusal(wrong.Problems));
        var changes = plan is Planned<VersionOutcome> planned ? planned.Changes : new ChangeSet();
        changes.Write(path, content);
        var outcome = new VersionOutcome(manifest.Entity, manifest.Version, RegistryReader.StateOf(manifest, record), record);
        return new Planned<VersionOutcome>(outcome, changes, Messages.For(isListed ? "list" : "annotate", manifest.Entity, manifest.Version));
    }

    private static string? Present(string text) => text.Length == 0 ? null : text.ReplaceLineEndings("\n");
}
