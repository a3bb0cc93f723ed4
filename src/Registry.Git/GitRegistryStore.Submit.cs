using Registry.Core.Inbox;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git.Inbox;
using Registry.Git.Objects;
using Registry.Git.Repositories;
using Registry.Git.Transport;

namespace Registry.Git;

/// <content>The inbox: emits that are handed in, each as a branch of its own.</content>
public sealed partial class GitRegistryStore
{
    private const int MostSubmits = 8;

    /// <summary>
    /// Plans emits on the newest commit, each by itself, and puts each on a branch of the inbox; those of a remote registry go out in one push.
    /// An emit that waits already keeps its branch. The registry's own branch is not written.
    /// </summary>
    /// <param name="requests">The emits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What became of each, in the same order.</returns>
    /// <exception cref="RegistryException">The registry cannot be reached or written now; what was handed in meanwhile is not handed in twice.</exception>
    public async Task<IReadOnlyList<BatchItem<Submission>>> SubmitAsync(IReadOnlyList<EmitRequest> requests, CancellationToken cancellationToken)
    {
        var writer = await WriterAsync(cancellationToken);
        if (writer.Branch.Name is null) throw new RegistryException(RegistryRules.NoBranch, DetachedMessage);
        await writer.Branch.RefreshAsync(cancellationToken);
        var tip = await TipAsync(cancellationToken);
        List<Handed> emits = [];
        foreach (var request in requests) emits.Add(await PrepareAsync(request, tip, writer, cancellationToken));

        for (var tries = 0; tries < MostSubmits && emits.Exists(emit => emit.Item is null); tries++)
            await HandInAsync(emits.FindAll(emit => emit.Item is null), cancellationToken);
        if (emits.Find(emit => emit.Item is null) is { } open) throw new RegistryException(RegistryRules.LostRace, $"Somebody else moved {open.Branch} {MostSubmits} times in a row.");
        return [.. emits.Select(emit => emit.Item!)];
    }

    private async Task<Handed> PrepareAsync(EmitRequest request, GitSnapshot tip, Writer writer, CancellationToken cancellationToken)
    {
        if (request.SetActive) return Refuse(new Refusal(RegistryRules.InboxSetActive, $"{request.Entity} is emitted into an inbox, and whoever emits may not make it active"));
        var now = _options.TimeProvider.GetUtcNow();
        // By its time a forced one is known again.
        var asked = request with { CreatedAt = request.CreatedAt ?? VersionId.From(now).Time };
        try
        {
            switch (await new EmitOperation(asked).PlanAsync(new PlanContext(new RegistryReader(tip), HistoryOf(tip), now, writer.Actor), cancellationToken))
            {
                case Unchanged<EmitOutcome> known:
                    return new Handed { Item = new BatchItem<Submission>(new Submission(known.Outcome, null, tip.Revision), null) };
                case Refused<EmitOutcome> refused:
                    return Refuse(refused.Refusal);
                case var plan:
                    var planned = (Planned<EmitOutcome>)plan;
                    var path = RegistryPaths.Manifest(request.Entity, planned.Outcome.Version);
                    var manifest = ManifestFormat.Read(path, planned.Changes.Files[path]!.Value).Get();
                    var commit = await writer.Commits.WriteAsync(tip, planned.Changes, planned.Message, now, cancellationToken, manifest.CreatedBy);
                    return new Handed { Outcome = planned.Outcome, Manifest = manifest, Commit = commit, Branch = InboxBranch.Of(manifest, request.Force) };
            }
        }
        catch (RegistryException broken) when (broken.Rule != RegistryRules.Unreachable && broken.Rule != RegistryRules.StorageFailed)
        {
            // A broken file of one entity never stops work on another.
            return Refuse(new Refusal(broken.Problems));
        }

        static Handed Refuse(Refusal refusal) => new() { Item = new BatchItem<Submission>(null, refusal) };
    }

    /// <summary>One try for all that are open. What finds its branch taken by something else takes the one beside it the next time.</summary>
    private async Task HandInAsync(List<Handed> emits, CancellationToken cancellationToken)
    {
        var branches = emits.GroupBy(emit => FullName(emit.Branch!.ToString()), StringComparer.Ordinal).ToList();
        var outcomes = await CreateAsync([.. branches.Select(branch => new RefMove(branch.Key, default, branch.First().Commit))], cancellationToken);
        foreach (var (branch, outcome) in branches.Zip(outcomes))
        {
            foreach (var emit in branch)
            {
                switch (outcome)
                {
                    case MoveOutcome.Won:
                        emit.Hand(branch.First().Commit.ToString());
                        break;
                    case MoveOutcome.Lost:
                        await CompareAsync(emit, branch.Key, cancellationToken);
                        break;
                    case MoveOutcome.Refused refused:
                        emit.Item = new BatchItem<Submission>(null, new Refusal(RegistryRules.RemoteRefused, refused.Message));
                        break;
                    case MoveOutcome.Unreachable unreachable:
                        throw new RegistryException(RegistryRules.Unreachable, unreachable.Message);
                    case MoveOutcome.StorageFailed failed:
                        throw new RegistryException(RegistryRules.StorageFailed, failed.Message);
                }
            }
        }
    }

    /// <summary>The branch is there: it is this emit's already, or another's of the same source, or gone by now.</summary>
    private async Task CompareAsync(Handed emit, string name, CancellationToken cancellationToken)
    {
        if (_remote is not null) await _remote.FetchInboxAsync(cancellationToken);
        if (await FindAsync(InboxFolder + name[$"refs/heads/{InboxBranch.Folder}/".Length..], cancellationToken) is not { } found) return;
        var isForced = emit.Branch!.IsForced;
        var there = (await ReadInboxAsync([KeyValuePair.Create(emit.Branch.ToString(), found.Commit)], cancellationToken))[0];
        if (InboxCheck.Read(there).Value is { } manifest && InboxBranch.IsSameEmit(manifest, emit.Manifest!, isForced)) emit.Hand(there.Commit);
        else if (isForced || emit.Branch == InboxBranch.BesideOf(emit.Manifest!)) emit.Item = new BatchItem<Submission>(null, new Refusal(RegistryRules.BranchTaken, $"{emit.Branch} holds something else; nothing was overwritten"));
        else emit.Branch = InboxBranch.BesideOf(emit.Manifest!);
    }

    private async Task<IReadOnlyList<MoveOutcome>> CreateAsync(IReadOnlyList<RefMove> moves, CancellationToken cancellationToken)
    {
        List<MoveOutcome> outcomes = [];
        if (_remote is null)
        {
            foreach (var move in moves) outcomes.Add(await PlaceAsync(move.Name, move.Old, move.New, "emit", cancellationToken));
            return outcomes;
        }

        var push = await _remote.PushAsync(moves, isAtomic: false, cancellationToken);
        foreach (var move in moves) outcomes.Add(PushReport.Read(push, move.Name) ?? await AskAsync(_remote, move, push, cancellationToken));
        return outcomes;
    }

    /// <summary>One emit on its way into the inbox.</summary>
    private sealed class Handed
    {
        public EmitOutcome? Outcome { get; init; }

        public Manifest? Manifest { get; init; }

        public GitObjectId Commit { get; init; }

        public InboxBranch? Branch { get; set; }

        /// <summary>How it ended; <see langword="null"/> while it is open.</summary>
        public BatchItem<Submission>? Item { get; set; }

        public void Hand(string commit) => Item = new BatchItem<Submission>(new Submission(Outcome!, Branch!.ToString(), commit), null);
    }
}
