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
        var survey = new Survey(_store, snapshot);
        var looks = await survey.EverythingAsync(cancellationToken).ToListAsync(cancellationToken);
        await survey.FetchAsync(looks, cancellationToken);
        using var publisher = new Publisher(_store, _retries);
        return await Planner.PlanAsync(ContextOf(snapshot), looks, publisher.HostAsync, cancellationToken);
    }

    /// <summary>Makes a pass.</summary>
    /// <param name="kind">What it surveys; the first one surveys everything. Of what is open, it looks at as much as its options allow.</param>
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
        return pass with { Revision = snapshot.Revision, Problems = [.. pass.Problems.Union(WhyNothingIsPublished())], Drift = _patrol.Found, NextDue = _open.NextDue, Open = _open.Work };
    }

    /// <summary>
    /// Makes a pass over everything, and further ones as long as the last one left something to do at once, such as versions of the inbox to
    /// publish; three at most, beside those that it takes to look at all that is open. For those who cannot count on another pass soon.
    /// </summary>
    /// <param name="cancellationToken">Ends the pass before its next step.</param>
    /// <returns>All that was done, and what is open at the end.</returns>
    /// <exception cref="RegistryException">As with <see cref="RunAsync(PassKind, CancellationToken)"/>; what earlier passes did stands.</exception>
    public async Task<Pass> RunToEndAsync(CancellationToken cancellationToken)
    {
        var pass = await RunAsync(PassKind.Everything, cancellationToken);
        var last = pass;
        for (var passes = 1; _open.HasMore || (passes < MostPasses && (last.Inbox.Folded.Any(emit => emit.Created) || last.NextDue <= _options.Time.GetUtcNow()));)
        {
            if (!_open.HasMore) passes++;
            last = await RunAsync(PassKind.Changes, cancellationToken);
            pass = pass.Then(last);
        }

        return pass;
    }

    /// <summary>What is wrong with the release host, as long as something waits for it: told by every pass, wherever it looked.</summary>
    private IReadOnlyList<Problem> WhyNothingIsPublished() => _open.IsPublishing && _retries.HostAt(_options.Time.GetUtcNow()) is { } waits ? waits.Problems : [];

    /// <summary>A registry that was set back by force must not be published or moved by accident.</summary>
    private async Task RequireSameHistoryAsync(string head, CancellationToken cancellationToken)
    {
        _reconciled ??= await _store.ReconciledAsync(cancellationToken);
        if (_reconciled is not { } before || await _store.ContainsAsync(head, before, cancellationToken)) return;
        if (!await _store.IsAcceptedAsync(head, before, cancellationToken))
            throw new RegistryException(RegistryRules.HistoryRewritten, $"{_store.Location} is at {head}, and {before}, where it was, is no part of its history any longer");
        _last = null;
    }

    /// <summary>Notes all that is to be looked at, and takes as much of it as a pass has room for.</summary>
    private async Task<IReadOnlyList<EntityLook>> LooksAsync(PassKind kind, IRegistrySnapshot snapshot, CancellationToken cancellationToken)
    {
        var (survey, now) = (new Survey(_store, snapshot), _options.Time.GetUtcNow());
        var changed = kind == PassKind.Everything || _last is null ? null : _last.Revision == snapshot.Revision ? [] : await survey.ChangesAsync(_last, cancellationToken);
        if (changed is null) await foreach (var look in survey.EverythingAsync(cancellationToken)) _open.Add(look, now);
        else foreach (var look in changed) _open.Add(look, now);
        // What others commit from now on lies behind this commit, and is seen the next time.
        _last = snapshot;
        var looks = _open.Take(changed?.Select(look => look.Entity) ?? [], now, _options.MaxLooks);
        await survey.FetchAsync(looks, cancellationToken);
        return looks;
    }

    private async Task<Pass> RunAsync(IRegistrySnapshot snapshot, IReadOnlyList<EntityLook> looks, InboxPass? inbox, CancellationToken cancellationToken)
    {
        var context = ContextOf(snapshot);
        using var publisher = new Publisher(_store, _retries);
        await publisher.PublishAsync(Planner, context, looks, _options.MaxPublications, cancellationToken);
        var operation = new PassOperation(looks, publisher.Published, inbox?.Operation);
        var pass = await WriteAsync(operation, cancellationToken);
        if (inbox is not null) pass = pass with { Inbox = await inbox.SettleAsync(operation.Emitted, pass.Commit, cancellationToken) };
        var after = await _store.SnapshotAsync(pass.Commit, cancellationToken);
        await publisher.MarkLatestAsync(new RegistryReader(after), Moved(looks, pass), cancellationToken);
        pass = pass with { Failures = publisher.Failures, Problems = [.. pass.Problems, .. publisher.Problems] };
        _open.Update(looks, pass, publisher.Left, publisher.HostRetryAt ?? context.Now);
        // What the pass itself wrote needs no look, unless versions came in with it or others committed something before it.
        if (pass.Commit is not null && inbox is null && operation.Revision == snapshot.Revision) _last = after;
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

    /// <summary>The channels that were moved, by others or by the pass itself.</summary>
    private static IEnumerable<(EntityName Entity, IReadOnlyCollection<string> Channels)> Moved(IReadOnlyList<EntityLook> looks, Pass pass) =>
        looks.Where(look => look.Moved.Count > 0).Select(look => (look.Entity, look.Moved))
            .Concat(pass.Advances.Select(move => (move.Entity, (IReadOnlyCollection<string>)[move.Channel])));

    private async Task<Pass> WriteAsync(PassOperation operation, CancellationToken cancellationToken) => await _store.ExecuteAsync(operation, cancellationToken) switch
    {
        Committed<Pass> committed => committed.Outcome with { Commit = committed.Revision },
        AlreadySo<Pass> already => already.Outcome,
        Unavailable<Pass> unavailable => throw new RegistryException([unavailable.Problem]),
        var refused => throw new RegistryException(((NotDone<Pass>)refused).Refusal.Problems),
    };

    private PlanContext ContextOf(IRegistrySnapshot snapshot) => new(new RegistryReader(snapshot), _store.HistoryOf(snapshot), _options.Time.GetUtcNow(), "");
}
