using Registry.Core.Entities;
using Registry.Core.Import;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git.Inbox;
using Registry.Git.Outbox;
using Registry.Git.Releases;

namespace Registry.Git.Emits;

/// <summary>
/// Emits into one registry, whatever state it is in: what cannot be written now waits in the outbox and goes out, once and
/// in order, with the next emit or by a flush.
/// </summary>
public sealed partial class Emitter : IAsyncDisposable
{
    private readonly string _location;
    private readonly GitRegistryStoreOptions _options;
    private readonly RequestOutbox _outbox;
    private GitRegistryStore? _store;
    private IReleaseHost? _releases;

    /// <summary>Creates an emitter; nothing is opened yet.</summary>
    /// <param name="location">The registry: a path, or an address that git can fetch from.</param>
    /// <param name="options">How the registry is opened.</param>
    public Emitter(string location, GitRegistryStoreOptions options)
    {
        _location = location;
        _options = options;
        _outbox = new RequestOutbox(location, options.Home, options.TimeProvider);
    }

    /// <summary>Emits, after whatever waits.</summary>
    /// <param name="request">What is to become a version; its files are those of <paramref name="files"/>.</param>
    /// <param name="files">The files to attach.</param>
    /// <param name="cancellationToken">Ends the work; what has been committed stays.</param>
    /// <exception cref="RegistryException">The registry is broken, or is none.</exception>
    public async Task<EmitResult> EmitAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        try
        {
            var flushed = await FlushAsync(cancellationToken);
            // What waits goes out first, or the order would be lost.
            if (flushed.Why is { } why) return await QueueAsync(request, files, why, cancellationToken);
            return await EmitAsync(await OpenAsync(cancellationToken), request, files, flushed, cancellationToken);
        }
        catch (RegistryException error) when (IsPassing(error.Rule))
        {
            return await QueueAsync(request, files, error.Problems[0], cancellationToken);
        }
    }

    /// <summary>The version that a source hash has already.</summary>
    /// <exception cref="RegistryException">The registry is broken, is none, or cannot be reached.</exception>
    public async Task<EmitOutcome?> FindAsync(EntityName entity, Digest sourceHash, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await (await OpenAsync(cancellationToken)).SnapshotAsync(null, cancellationToken));
        return await registry.MadeFromAsync(entity, sourceHash, cancellationToken) is { } stored ? EmitOutcome.Known(stored) : null;
    }

    /// <summary>The version that a source hash has by now, though another process may have added it since the registry was opened.</summary>
    /// <exception cref="RegistryException">The registry is broken, is none, or cannot be reached.</exception>
    public async Task<EmitOutcome?> FindNowAsync(EntityName entity, Digest sourceHash, CancellationToken cancellationToken)
    {
        if (await FindAsync(entity, sourceHash, cancellationToken) is { } known) return known;
        await (await OpenAsync(cancellationToken)).RefreshAsync(cancellationToken);
        return await FindAsync(entity, sourceHash, cancellationToken);
    }

    /// <summary>Puts an emit into the outbox, durably, without asking the registry.</summary>
    /// <exception cref="RegistryException">The outbox cannot be written, or a file cannot be read.</exception>
    public Task QueueAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        var waiting = request with { CreatedAt = request.CreatedAt ?? VersionId.From(_options.TimeProvider.GetUtcNow()).Time };
        return _outbox.EnqueueAsync(EmitRequestJson.Format(waiting), [.. files.Select(file => new OutboxFile(file.File.Name, file.Path))], cancellationToken);
    }

    /// <summary>Sends what waits, in order and in one commit.</summary>
    public async Task<FlushResult> FlushAsync(CancellationToken cancellationToken)
    {
        if (_outbox.Count == 0) return FlushResult.Empty;
        using var turn = await _outbox.LockAsync(cancellationToken);
        List<OutboxEntry> entries = [];
        await foreach (var entry in _outbox.EntriesAsync(cancellationToken)) entries.Add(entry);
        if (entries.Count == 0) return FlushResult.Empty;
        try
        {
            return await SendAsync(await OpenAsync(cancellationToken), entries, cancellationToken);
        }
        catch (RegistryException error) when (IsPassing(error.Rule))
        {
            return new FlushResult([], entries.Count, error.Problems[0]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _releases?.Dispose();
        if (_store is not null) await _store.DisposeAsync();
    }

    /// <summary>Whether waiting may help, as opposed to what is wrong for good.</summary>
    private static bool IsPassing(Rule rule) =>
        rule == RegistryRules.Unreachable || rule == RegistryRules.StorageFailed || rule == RegistryRules.LostRace || rule == RegistryRules.HostUnusable;

    private async Task<GitRegistryStore> OpenAsync(CancellationToken cancellationToken) =>
        _store ??= await GitRegistryStore.OpenAsync(_location, _options, cancellationToken);

    private async Task<EmitResult> EmitAsync(
        GitRegistryStore store, EmitRequest request, IReadOnlyList<FileToAttach> files, FlushResult flushed, CancellationToken cancellationToken)
    {
        if (await HasInboxAsync(store, cancellationToken)) return await SubmitAsync(store, request, files, flushed, cancellationToken);
        await using var staged = await StageAsync(store, request, files, cancellationToken);
        switch (await store.ExecuteAsync(new EmitOperation(request), cancellationToken))
        {
            case Committed<EmitOutcome> committed:
                await staged.KeepAsync(cancellationToken);
                return new Emitted(committed.Outcome, committed.Revision, flushed);
            case AlreadySo<EmitOutcome> already:
                return new Emitted(already.Outcome, already.Revision, flushed);
            case Unavailable<EmitOutcome> unavailable:
                return await QueueAsync(request, files, unavailable.Problem, cancellationToken);
            case var refused:
                return new EmitRefused(((NotDone<EmitOutcome>)refused).Refusal);
        }
    }

    private async Task<FlushResult> SendAsync(GitRegistryStore store, List<OutboxEntry> entries, CancellationToken cancellationToken)
    {
        List<Waiting> waiting = [];
        List<FlushedItem> items = [];
        try
        {
            foreach (var entry in entries)
            {
                var (ready, damaged) = await PrepareAsync(store, entry, cancellationToken);
                if (ready is not null) waiting.Add(ready);
                else items.Add(SetAside(entry, "?", damaged!));
            }

            List<EmitRequest> requests = [.. waiting.Select(one => one.Request)];
            if (await HasInboxAsync(store, cancellationToken)) return await FinishAsync(waiting, await store.SubmitAsync(requests, cancellationToken), items, cancellationToken);

            var batch = new BatchOperation<EmitOutcome>([.. requests.Select(request => new EmitOperation(request))]);
            return await store.ExecuteAsync(batch, cancellationToken) switch
            {
                Committed<IReadOnlyList<BatchItem<EmitOutcome>>> committed => await FinishAsync(waiting, Standing(committed.Outcome, committed.Revision), items, cancellationToken),
                AlreadySo<IReadOnlyList<BatchItem<EmitOutcome>>> already => await FinishAsync(waiting, Standing(already.Outcome, already.Revision), items, cancellationToken),
                Unavailable<IReadOnlyList<BatchItem<EmitOutcome>>> unavailable => new FlushResult(items, waiting.Count, unavailable.Problem),
                var refused => new FlushResult(items, waiting.Count, ((NotDone<IReadOnlyList<BatchItem<EmitOutcome>>>)refused).Refusal.Problems[0]),
            };
        }
        finally
        {
            foreach (var one in waiting) await one.Staged.DisposeAsync();
        }
    }

    /// <summary>Makes an entry ready to be sent, or says why it never will be: one that is damaged must not stop all others.</summary>
    private async Task<(Waiting? Ready, Refusal? Damaged)> PrepareAsync(GitRegistryStore store, OutboxEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var request = EmitRequestJson.Parse(entry.Request.Span).Request;
            List<FileToAttach> files = [.. request.Files.Select(file => new FileToAttach(entry.PathOf(file.Name), file))];
            return (new Waiting(entry, request, await StageAsync(store, request, files, cancellationToken)), null);
        }
        catch (FormatException error)
        {
            return (null, new Refusal(RegistryRules.BadRequest, $"the request of entry {entry.Id} cannot be read: {error.Message}"));
        }
        catch (RegistryException error) when (error.Rule == RegistryRules.ContentMismatch || error.Rule == RegistryRules.FileUnreadable || error.Rule == RegistryRules.HostLimit)
        {
            return (null, new Refusal(error.Problems));
        }
    }

    private static IReadOnlyList<BatchItem<Submission>> Standing(IReadOnlyList<BatchItem<EmitOutcome>> items, string revision) =>
        [.. items.Select(item => new BatchItem<Submission>(item.Outcome is { } outcome ? new Submission(outcome, null, revision) : null, item.Refusal))];

    /// <summary>Takes out of the outbox what is done. A crash in between repeats it, and finds the versions by their source hashes.</summary>
    private async Task<FlushResult> FinishAsync(
        List<Waiting> waiting, IReadOnlyList<BatchItem<Submission>> outcomes, List<FlushedItem> items, CancellationToken cancellationToken)
    {
        foreach (var (one, item) in waiting.Zip(outcomes))
        {
            var entity = one.Request.Entity.ToString();
            if (item.Refusal is { } refusal)
            {
                items.Add(SetAside(one.Entry, entity, refusal));
                continue;
            }

            var submission = item.Outcome!;
            if (submission.Outcome.Created) await one.Staged.KeepAsync(cancellationToken);
            _outbox.Remove(one.Entry.Id);
            items.Add(submission.Branch is null ? new FlushedItem(entity, submission.Outcome, null, null) : new FlushedItem(entity, null, null, null, submission));
        }

        return new FlushResult(items, 0, null);
    }

    private FlushedItem SetAside(OutboxEntry entry, string entity, Refusal refusal) =>
        new(entity, null, refusal, _outbox.SetAside(entry.Id, string.Join('\n', refusal.Problems)));

    private async Task<IStagedFiles> StageAsync(GitRegistryStore store, EmitRequest request, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var isKnown = !request.Force && await registry.SourceAsync(request.Entity, request.SourceHash, cancellationToken) is not null;
        // What the registry has already needs no files, and what has no files needs no host.
        if (isKnown || files.Count == 0) return NothingToKeep.Instance;
        // One host for all: it keeps the pace that GitHub asks for.
        var host = _releases ??= await store.OpenReleasesAsync(cancellationToken);
        // Whoever brings files takes away what dead emits left, so that nobody has to think of it.
        if (host.IsCollectedByEmits) await host.CollectAsync(store.IsNeededAsync, cancellationToken);
        return await host.StageAsync(request.Entity, files, cancellationToken);
    }

    private async Task<EmitResult> QueueAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, Problem why, CancellationToken cancellationToken)
    {
        await QueueAsync(request, files, cancellationToken);
        return new Queued(why);
    }

    private sealed record Waiting(OutboxEntry Entry, EmitRequest Request, IStagedFiles Staged);
}
