using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Store;

namespace Registry.Core.Validation;

/// <summary>Checks a whole registry. What it keeps in memory is the entities at hand, not the registry.</summary>
/// <param name="store">The registry.</param>
public sealed class RegistryValidator(IRegistryStore store)
{
    /// <summary>Checks every file of a snapshot.</summary>
    /// <param name="snapshot">What to check.</param>
    /// <param name="progress">Is told how many files are checked, now and then.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<ValidationReport> ValidateAsync(IRegistrySnapshot snapshot, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ConcurrentQueue<Problem> problems = [];
        var settings = await ReadSettingsAsync(snapshot, problems, cancellationToken);
        var reading = new Reading(problems, progress);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        ConcurrentBag<KeyValuePair<EntityName, EntitySettings>> policies = [];
        await Parallel.ForEachAsync(reading.EntitiesAsync(store.ReadAllAsync(snapshot, "", cancellationToken), cancellationToken), options, (entity, _) =>
        {
            var (wrong, own) = EntityCheck.Check(entity.Entity, settings, entity.Files);
            foreach (var problem in wrong) problems.Enqueue(problem);
            if (own is { Channels.Count: > 0 }) policies.Add(new(entity.Entity, own));
            return ValueTask.CompletedTask;
        });
        if (settings is not null)
        {
            var owners = CodeOwners.Format(settings, [.. policies.OrderBy(entity => entity.Key)]);
            foreach (var problem in CodeOwnersCheck.Compare(await snapshot.ReadAsync(CodeOwners.Path, cancellationToken), owners)) problems.Enqueue(problem);
        }

        return ValidationReport.Create(reading.Count, problems);
    }

    private static async Task<RegistrySettings?> ReadSettingsAsync(IRegistrySnapshot snapshot, ConcurrentQueue<Problem> problems, CancellationToken cancellationToken)
    {
        if (await snapshot.ReadAsync(RegistryPaths.Settings, cancellationToken) is not { } content)
        {
            problems.Enqueue(new Problem(RegistryRules.NoRegistry, RegistryPaths.Settings, "missing; this is no registry"));
            return null;
        }

        var settings = RegistrySettingsFormat.Read(RegistryPaths.Settings, content);
        foreach (var problem in settings.IsValid ? RegistrySettingsFormat.CheckSchemas(settings.Value, RegistryPaths.Settings, content) : settings.Problems) problems.Enqueue(problem);
        return settings.Value;
    }

    private sealed record EntityFiles(EntityName Entity, List<(RegistryPath Path, StoredFile File)> Files);

    /// <summary>Gathers the files of each entity, which follow each other in path order.</summary>
    private sealed class Reading(ConcurrentQueue<Problem> problems, IProgress<long>? progress)
    {
        private const int ReportEvery = 4096;

        private readonly CaseCheck _names = new();

        public long Count { get; private set; }

        public async IAsyncEnumerable<EntityFiles> EntitiesAsync(IAsyncEnumerable<StoredFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            EntityFiles? current = null;
            await foreach (var file in files.WithCancellation(cancellationToken))
            {
                if (++Count % ReportEvery == 0) progress?.Report(Count);
                if (Classify(file) is not { } path) continue;
                if (current is not null && current.Entity != path.Entity)
                {
                    yield return current;
                    current = null;
                }

                current ??= new EntityFiles(path.Entity, []);
                current.Files.Add((path, file));
            }

            if (current is not null) yield return current;
        }

        private RegistryPath? Classify(StoredFile file)
        {
            if (!file.Path.StartsWith(RegistryPaths.Entities + "/", StringComparison.Ordinal))
            {
                foreach (var clash in _names.Add(file.Path)) problems.Enqueue(clash);
                foreach (var wrong in AccessCheck.Check(file.Path, file.Kind, file.Content)) problems.Enqueue(wrong);
                return null;
            }

            if (RegistryPath.TryParse(file.Path, out var path)) return path;
            problems.Enqueue(new Problem(RegistryRules.Layout, file.Path, "nothing of a registry stands at this path"));
            return null;
        }
    }
}
