using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;
using Registry.Git.Releases;
using Registry.Reconciler.Inbox;
using Registry.Reconciler.Planning;
using Registry.Reconciler.Publishing;
using Registry.Reconciler.Surveying;

namespace Registry.Reconciler;

/// <summary>
/// Makes the world match a registry: publishes what is listed, moves the channels that move by themselves, and writes down what it did and saw.
/// It looks at the state, not at events: what was missed is made up for by the next pass, and a pass that has nothing to do writes nothing. What it
/// remembers between passes saves work and is made again from the registry after a restart. Not thread-safe: one pass at a time.
/// </summary>
public sealed class RegistryReconciler
{
    /// <summary>More passes in a row are for those who come back anyway.</summary>
    private const int MostPasses = 3;

    private readonly GitRegistryStore _store;
    private readonly ReconcilerOptions _options;
    private readonly Retries _retries = new();
    private readonly OpenEntities _open = new();
    private readonly DriftPatrol _patrol = new();
    private IRegistrySnapshot? _last;
    private string? _reconciled;

    /// <summary>Creates a reconciler; nothing is read yet.</summary>
    /// <param name="store">The registry; stays the caller's.</param>
    /// <param name="options">How it works.</param>
    public RegistryReconciler(GitRegistryStore store, ReconcilerOptions options) => (_store, _options) = (store, options);

    private Planner Planner => new(_retries, _options.Repository);

    /// <summary>Says what a pass over everything would do. Nothing is changed.</summary>
    /// <exception cref="RegistryException">The registry, its settings or the release host cannot be read.</exception>
    public async Task<ReconcilePlan> PlanAsync(CancellationToken cancellationToken)
    {
        await _store.RefreshAsync(cancellationToken);
        var snapshot = await _store.SnapshotAsync(null, cancellationToken);
        var looks = await new Survey(_store, snapshot).EverythingAsync(cancellationToken).ToListAsync(cancellationToken);
        using var publisher = new Publisher(_store, _retries);
        return await Planner.PlanAsync(ContextOf(snapshot), looks, publisher.HostAsync, cancellationToken);
    }

    /// <summary>Makes a pass.</summary>
    /// <param name="kind">How far it looks; the first one looks at everything.</param>
    /// <param name="cancellationToken">Ends the pass before its next step. What is published by then is found and recorded by the next pass.</param>
    /// <exception cref="RegistryException">
    /// The registry or its settings cannot be read, its history was rewritten (<see cref="RegistryRules.HistoryRewritten"/>), or the commit did not land.
    /// </exception>
    public async Task<Pass> RunAsync(PassKind kind, CancellationToken cancellationToken)
    {
        await _store.RefreshAsync(cancellationToken);
        var snapshot = await _store.SnapshotAsync(null, cancellationToken);
        await RequireSameHistoryAsync(snapshot.Revision, cancellationToken);
        var settings = await new RegistryReader(snapshot).SettingsAsync(cancellationToken);
        var inbox = await InboxPass.ReadAsync(_store, settings, _options.Inbox, cancellationToken);
        var looks = await LooksAsync(kind, snapshot, cancellationToken);
        if (inbox is not null) looks = [.. looks, .. inbox.Entities.Except(looks.Select(look => look.Entity)).Select(entity => new EntityLook(entity, []))];
        var pass = looks.Count == 0 && inbox is null ? new Pass() : await RunAsync(snapshot, looks, inbox, cancellationToken);
        if (kind == PassKind.Everything && _options.DriftChecks > 0) pass = pass with { Problems = [.. pass.Problems, .. await PatrolAsync(await AfterAsync(pass, snapshot, cancellationToken), cancellationToken)] };
        if (_reconciled != snapshot.Revision) await _store.MarkReconciledAsync(_reconciled = snapshot.Revision, cancellationToken);
        // What others committed meanwhile lies behind the commit that was looked at, and is seen the next time.
        _last = snapshot;
        return pass with { Revision = snapshot.Revision, Drift = _patrol.Found, NextDue = _open.NextDue, Open = _open.Work };
    }

    /// <summary>
    /// Makes a pass over everything, and further ones as long as the last one left something to do at once, such as versions of the inbox to
    /// publish; three at most. For those who cannot count on another pass soon.
    /// </summary>
    /// <param name="cancellationToken">Ends the pass before its next step.</param>
    /// <returns>All that was done, and what is open at the end.</returns>
    /// <exception cref="RegistryException">As with <see cref="RunAsync(PassKind, CancellationToken)"/>; what earlier passes did stands.</exception>
    public async Task<Pass> RunToEndAsync(CancellationToken cancellationToken)
    {
        var pass = await RunAsync(PassKind.Everything, cancellationToken);
        var last = pass;
        for (var passes = 1; passes < MostPasses && (last.Inbox.Folded.Any(emit => emit.Created) || last.NextDue <= _options.Time.GetUtcNow()); passes++)
        {
            last = await RunAsync(PassKind.Changes, cancellationToken);
            pass = pass.Then(last);
        }

        return pass;
    }

    /// <summary>A registry that was set back by force must not be published or moved by accident.</summary>
    private async Task RequireSameHistoryAsync(string head, CancellationToken cancellationToken)
    {
        _reconciled ??= await _store.ReconciledAsync(cancellationToken);
        if (_reconciled is not { } before || await _store.ContainsAsync(head, before, cancellationToken)) return;
        if (!await _store.IsAcceptedAsync(head, before, cancellationToken))
            throw new RegistryException(RegistryRules.HistoryRewritten, $"{_store.Location} is at {head}, and {before}, where it was, is no part of its history any longer");
        _last = null;
    }

    private async Task<IReadOnlyList<EntityLook>> LooksAsync(PassKind kind, IRegistrySnapshot snapshot, CancellationToken cancellationToken)
    {
        var survey = new Survey(_store, snapshot);
        if (kind == PassKind.Everything || _last is null) return await survey.EverythingAsync(cancellationToken).ToListAsync(cancellationToken);

        Dictionary<EntityName, EntityLook> looks = [];
        if (_last.Revision != snapshot.Revision)
        {
            if (await survey.ChangesAsync(_last, cancellationToken) is not { } changed) return await survey.EverythingAsync(cancellationToken).ToListAsync(cancellationToken);
            foreach (var (entity, look) in changed) looks[entity] = look with { Versions = [.. look.Versions.Union(_open.VersionsOf(entity))] };
        }

        foreach (var due in _open.DueAt(_options.Time.GetUtcNow())) looks.TryAdd(due.Entity, due);
        return [.. looks.Values];
    }

    private async Task<Pass> RunAsync(IRegistrySnapshot snapshot, IReadOnlyList<EntityLook> looks, InboxPass? inbox, CancellationToken cancellationToken)
    {
        var context = ContextOf(snapshot);
        using var publisher = new Publisher(_store, _retries);
        await publisher.PublishAsync(Planner, context, looks, _options.MaxPublications, cancellationToken);
        var operation = new PassOperation(looks, publisher.Published, inbox?.Operation);
        var pass = await WriteAsync(operation, cancellationToken);
        if (inbox is not null) pass = pass with { Inbox = await inbox.SettleAsync(operation.Emitted, pass.Commit, cancellationToken) };
        await publisher.MarkLatestAsync(new RegistryReader(await _store.SnapshotAsync(pass.Commit, cancellationToken)), Moved(looks, pass), cancellationToken);
        pass = pass with { Failures = publisher.Failures, Problems = [.. pass.Problems, .. publisher.Problems] };
        _open.Update(looks, pass, publisher.Left, publisher.HostRetryAt ?? context.Now);
        return pass;
    }

    /// <summary>The registry after a pass: what the pass has published is recorded there.</summary>
    private async ValueTask<IRegistrySnapshot> AfterAsync(Pass pass, IRegistrySnapshot before, CancellationToken cancellationToken) =>
        pass.Commit is { } commit ? await _store.SnapshotAsync(commit, cancellationToken) : before;

    /// <summary>What keeps the patrol from its work.</summary>
    private async Task<IReadOnlyList<Problem>> PatrolAsync(IRegistrySnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            using var host = await _store.OpenReleasesAsync(cancellationToken);
            if (await _patrol.CheckAsync(_store, snapshot, host, _options.DriftChecks, cancellationToken) && !host.IsCollectedByEmits)
                await host.CollectAsync(_store.IsNeededAsync, cancellationToken);
            return [];
        }
        catch (RegistryException error)
        {
            return error.Problems;
        }
    }

    /// <summary>The entities whose default channel was moved, by others or by the pass itself.</summary>
    private static IEnumerable<EntityName> Moved(IReadOnlyList<EntityLook> looks, Pass pass) =>
        looks.Where(look => look.MovedDefault).Select(look => look.Entity).Union(pass.Advances.Where(move => move.IsDefault).Select(move => move.Entity));

    private async Task<Pass> WriteAsync(PassOperation operation, CancellationToken cancellationToken) => await _store.ExecuteAsync(operation, cancellationToken) switch
    {
        Committed<Pass> committed => committed.Outcome with { Commit = committed.Revision },
        AlreadySo<Pass> already => already.Outcome,
        Unavailable<Pass> unavailable => throw new RegistryException([unavailable.Problem]),
        var refused => throw new RegistryException(((NotDone<Pass>)refused).Refusal.Problems),
    };

    private PlanContext ContextOf(IRegistrySnapshot snapshot) => new(new RegistryReader(snapshot), _store.HistoryOf(snapshot), _options.Time.GetUtcNow(), "");
}
