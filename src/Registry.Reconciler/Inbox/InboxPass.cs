using Registry.Core.Entities;
using Registry.Core.Inbox;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Git;

namespace Registry.Reconciler.Inbox;

/// <summary>
/// What waits in the inbox: each branch is checked, all that may come in become one operation, and when that is committed their senders are told
/// and the branches removed. It depends on the branches and the registry alone, so a pass that was cut off is made up for by the next.
/// </summary>
internal sealed class InboxPass
{
    /// <summary>How long a refused branch stays, for its sender to look at.</summary>
    public static readonly TimeSpan Stay = TimeSpan.FromDays(1);

    private readonly GitRegistryStore _store;
    private readonly IInboxReporter _reporter;
    private readonly DateTimeOffset _now;
    private readonly List<(WaitingBranch Branch, EmitRequest Request)> _emits = [];
    private readonly List<(WaitingBranch Branch, IReadOnlyList<Problem> Problems)> _wrong = [];
    private readonly List<FoldedEmit> _folded = [];
    private readonly List<RefusedBranch> _refused = [];
    private readonly List<WaitingBranch> _done = [];

    private InboxPass(GitRegistryStore store, IInboxReporter reporter) => (_store, _reporter, _now) = (store, reporter, store.Options.TimeProvider.GetUtcNow());

    /// <summary>The entities of which emits wait.</summary>
    public IEnumerable<EntityName> Entities => _emits.Select(emit => emit.Request.Entity).Distinct();

    /// <summary>The emits that may come in, in order of arrival, as one operation.</summary>
    public BatchOperation<EmitOutcome> Operation => new([.. _emits.Select(emit => new EmitOperation(emit.Request))]);

    /// <summary>Reads what waits. Where <c>registry.yaml</c> does not say <c>emits: inbox</c>, branches called <c>emit/…</c> are nobody's business.</summary>
    /// <param name="store">The registry.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="reporter">Tells the senders.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns><see langword="null"/> when nothing waits.</returns>
    /// <exception cref="RegistryException">The registry cannot be read now.</exception>
    public static async Task<InboxPass?> ReadAsync(GitRegistryStore store, RegistrySettings settings, IInboxReporter reporter, CancellationToken cancellationToken)
    {
        if (settings.Emits != EmitMode.Inbox) return null;
        var waiting = await store.InboxAsync(cancellationToken);
        if (waiting.Count == 0) return null;
        var pass = new InboxPass(store, reporter);
        foreach (var branch in waiting) pass.Read(branch, settings.ClockSkew);
        return pass;
    }

    /// <summary>Tells the senders what became of their emits, and removes the branches that are done with.</summary>
    /// <param name="items">How the operation ended, emit by emit.</param>
    /// <param name="commit">The commit that folded them in; <see langword="null"/> when there is none.</param>
    /// <param name="cancellationToken">Ends the work; what is not done is left to the next pass.</param>
    /// <exception cref="RegistryException">The registry cannot be written now. Nothing is lost.</exception>
    public async Task<InboxOutcome> SettleAsync(IReadOnlyList<BatchItem<EmitOutcome>> items, string? commit, CancellationToken cancellationToken)
    {
        foreach (var (branch, problems) in _wrong) await RefuseAsync(branch, problems, cancellationToken);
        foreach (var ((branch, _), item) in _emits.Zip(items))
        {
            if (item.Refusal is { } refusal) await RefuseAsync(branch, refusal.Problems, cancellationToken);
            else await AcceptAsync(branch, item.Outcome!, cancellationToken);
        }

        await _store.RemoveFromInboxAsync(_done, cancellationToken);
        return new InboxOutcome(_folded, _refused, _folded.Exists(emit => emit.Created) ? commit : null);
    }

    private void Read(WaitingBranch branch, TimeSpan clockSkew)
    {
        var read = InboxCheck.Read(branch);
        if (read.IsValid && InboxBranch.TryParse(branch.Name, out var name)) _emits.Add((branch, InboxCheck.RequestOf(name, read.Value, _now + clockSkew)));
        else _wrong.Add((branch, read.Problems));
    }

    private async Task AcceptAsync(WaitingBranch branch, EmitOutcome outcome, CancellationToken cancellationToken)
    {
        _folded.Add(new FoldedEmit(outcome.Entity, outcome.Version, branch.Name, outcome.Created));
        _done.Add(branch);
        await _reporter.AcceptedAsync(branch.Commit, $"{outcome.Version} of {outcome.Entity}", cancellationToken);
    }

    private async Task RefuseAsync(WaitingBranch branch, IReadOnlyList<Problem> problems, CancellationToken cancellationToken)
    {
        var told = await _reporter.RefusedAsync(branch.Commit, $"{problems[0].Rule.Code}: {problems[0].Message}", cancellationToken);
        // What a commit says of its own time is taken for the past alone.
        var since = told ?? (branch.CommittedAt < _now ? branch.CommittedAt : _now);
        var isOver = _now - since >= Stay;
        _refused.Add(new RefusedBranch(branch.Name, problems, since, isOver));
        if (isOver) _done.Add(branch);
    }
}
