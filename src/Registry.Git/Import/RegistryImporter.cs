using Registry.Core.Import;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Git.Import;

/// <summary>
/// Loads many versions into a local registry, streamed through <c>git fast-import</c> in batches. Each batch is one commit, so
/// a load that is cut off goes on where it was when it is given again: what is there already is found by its source hash.
/// </summary>
/// <param name="store">The registry.</param>
public sealed class RegistryImporter(GitRegistryStore store)
{
    private const int BatchLines = 100_000;
    private const long BatchBytes = 256L * 1024 * 1024;
    private const int ReportEvery = 5_000;
    private const int MostTries = 5;

    private long _created;
    private long _unchanged;
    private long _refused;
    private string? _revision;

    /// <summary>Whether lines that a rule refuses are left out, instead of ending the load.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>Whether the repository is packed afterwards, without which the next commits are slow.</summary>
    public bool Pack { get; init; } = true;

    /// <summary>Told how far the load is.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Told of each line that is left out: its number, from 1, and why.</summary>
    public Action<long, IReadOnlyList<Problem>>? Refused { get; init; }

    /// <summary>Loads every line of a stream.</summary>
    /// <exception cref="RegistryException">A line is refused, the registry is remote, or it cannot be written. Batches before that stand.</exception>
    public async Task<ImportSummary> ImportAsync(Stream lines, CancellationToken cancellationToken)
    {
        var reader = new LineReader(lines);
        while (await reader.ReadAsync(BatchLines, BatchBytes, cancellationToken) is { Count: > 0 } batch) await ImportAsync(batch, cancellationToken);
        if (Pack && _revision is not null) await store.PackAsync(cancellationToken);
        return new ImportSummary(_created, _unchanged, _refused, _revision);
    }

    private async Task ImportAsync(IReadOnlyList<(long Number, byte[] Line)> lines, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await TryImportAsync(lines, cancellationToken) is not { } counts) continue;
            _created += counts.Created;
            _unchanged += counts.Unchanged;
            _refused += counts.Refused;
            return;
        }

        throw new RegistryException(RegistryRules.LostRace, $"other writers were faster {MostTries} times in a row; what is loaded so far stands, and the same command goes on from there");
    }

    /// <summary>One try of a batch; <see langword="null"/> after a lost race.</summary>
    private async Task<BatchCounts?> TryImportAsync(IReadOnlyList<(long Number, byte[] Line)> lines, CancellationToken cancellationToken)
    {
        using var turn = await store.EnterAsync(cancellationToken);
        var snapshot = await store.SnapshotAsync(null, cancellationToken);
        var registry = new RegistryReader(snapshot);
        var batch = new ImportBatch(registry, await registry.SettingsAsync(cancellationToken), await store.ActorAsync(cancellationToken), store.Now);
        var message = new CommitMessage($"import {lines.Count} lines", "", [new(CommitMessage.Action, "import")]);
        await using var import = await store.BeginImportAsync(snapshot, message, cancellationToken);

        var counts = new BatchCounts();
        foreach (var (number, line) in lines)
        {
            var result = await AddAsync(batch, line, (path, content) => import.WriteFileAsync(path, content), cancellationToken);
            if (result.Version is null) Refuse(number, result.Problems, counts);
            else if (result.Created) counts.Created++;
            else counts.Unchanged++;
            if (number % ReportEvery == 0) Progress?.Invoke($"imported {_created + counts.Created:N0} versions");
        }

        if (import.Files == 0) return counts;
        switch (await import.FinishAsync(cancellationToken))
        {
            case Committed<long> committed:
                _revision = committed.Revision;
                return counts;
            case Unavailable<long> { Problem.Rule: var rule } when rule == RegistryRules.LostRace:
                return null;
            case Unavailable<long> unavailable:
                throw new RegistryException([unavailable.Problem]);
            case var other:
                throw new InvalidOperationException($"A local import does not end as {other.GetType()}.");
        }
    }

    private static async ValueTask<ImportResult> AddAsync(ImportBatch batch, byte[] line, Func<string, byte[], ValueTask> write, CancellationToken cancellationToken)
    {
        try
        {
            return await batch.AddAsync(EmitRequestJson.Parse(line), write, cancellationToken);
        }
        catch (FormatException error)
        {
            return new ImportResult(null, Created: false, [new Problem(RegistryRules.BadRequest, null, error.Message)]);
        }
    }

    private void Refuse(long number, IReadOnlyList<Problem> problems, BatchCounts counts)
    {
        if (!KeepGoing)
        {
            throw new RegistryException([.. problems.Select(problem =>
                problem with { Message = $"line {number}: {problem.Message}; nothing of its batch is loaded (--keep-going leaves such lines out)" })]);
        }

        counts.Refused++;
        Refused?.Invoke(number, problems);
    }

    private sealed class BatchCounts
    {
        public long Created { get; set; }

        public long Unchanged { get; set; }

        public long Refused { get; set; }
    }
}
