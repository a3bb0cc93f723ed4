using System.Diagnostics.CodeAnalysis;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Versions;

namespace Registry.Git.Emits;

/// <content>Emits into a registry with an inbox: a branch for each, and waiting for what becomes of it.</content>
public sealed partial class Emitter
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(20);

    /// <summary>Whether emits arrive by branches of their own, as <c>registry.yaml</c> says.</summary>
    /// <exception cref="RegistryException">The registry is broken, is none, or cannot be reached.</exception>
    public async Task<bool> HasInboxAsync(CancellationToken cancellationToken) => await HasInboxAsync(await OpenAsync(cancellationToken), cancellationToken);

    /// <summary>Waits until an emit that was handed in is folded in. While the registry cannot be reached, it waits too.</summary>
    /// <param name="submitted">The emit.</param>
    /// <param name="most">How long to wait.</param>
    /// <param name="findRefusal">Asks whether it was refused; <see langword="null"/> when nobody can tell.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version.</returns>
    /// <exception cref="RegistryException">It was refused, or the time is over.</exception>
    public async Task<Emitted> WaitAsync(Submitted submitted, TimeSpan most, Func<CancellationToken, Task<Problem?>>? findRefusal, CancellationToken cancellationToken)
    {
        var time = _options.TimeProvider;
        var end = time.GetUtcNow() + most;
        for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            if (await LookAsync(submitted, findRefusal, cancellationToken) is { } emitted) return emitted;
            var left = end - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
                throw new RegistryException(RegistryRules.InboxTimeout, $"{submitted.Branch} was not folded in within {Duration.Format(most)}; it waits in the inbox still");
            var next = Jittered(pause);
            await Task.Delay(next < left ? next : left, time, cancellationToken);
        }
    }

    private async Task<Emitted?> LookAsync(Submitted submitted, Func<CancellationToken, Task<Problem?>>? findRefusal, CancellationToken cancellationToken)
    {
        try
        {
            var store = await OpenAsync(cancellationToken);
            // A branch is removed after its emit stands, so this order misses none.
            var isWaiting = await store.IsWaitingAsync(submitted.Branch, cancellationToken);
            await store.RefreshAsync(cancellationToken);
            var snapshot = await store.SnapshotAsync(null, cancellationToken);
            if (await FindAsync(new RegistryReader(snapshot), submitted.Request, cancellationToken) is { } found)
                return new Emitted(EmitOutcome.Known(found) with { Created = true }, snapshot.Revision, submitted.Flushed);
            if (!isWaiting) throw new RegistryException(RegistryRules.InboxRemoved, $"{submitted.Branch} was removed, and the registry has no version of it: it was refused");
        }
        catch (RegistryException error) when (IsPassing(error.Rule))
        {
            // The next look may reach it.
            return null;
        }

        return findRefusal is not null && await findRefusal(cancellationToken) is { } refusal ? throw new RegistryException([refusal]) : null;
    }

    private static ValueTask<StoredManifest?> FindAsync(RegistryReader registry, EmitRequest request, CancellationToken cancellationToken) => request.Force
        ? registry.EmittedAsync(request.Entity, request.SourceHash, request.CreatedAt!.Value, cancellationToken)
        : registry.MadeFromAsync(request.Entity, request.SourceHash, cancellationToken);

    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Waiting times protect nothing.")]
    private TimeSpan Jittered(TimeSpan pause) => pause * (0.5 + (_options.Random.NextDouble() / 2));

    private static async Task<bool> HasInboxAsync(GitRegistryStore store, CancellationToken cancellationToken) =>
        (await new RegistryReader(await store.SnapshotAsync(null, cancellationToken)).SettingsAsync(cancellationToken)).Emits == EmitMode.Inbox;

    private async Task<EmitResult> SubmitAsync(
        GitRegistryStore store, EmitRequest request, IReadOnlyList<FileToAttach> files, FlushResult flushed, CancellationToken cancellationToken)
    {
        // What it is known by must be the same when it is asked for again, and waited for.
        var timed = request with { CreatedAt = request.CreatedAt ?? VersionId.From(_options.TimeProvider.GetUtcNow()).Time };
        await using var staged = await StageAsync(store, timed, files, cancellationToken);
        var item = (await store.SubmitAsync([timed], cancellationToken))[0];
        if (item.Refusal is { } refusal) return new EmitRefused(refusal);
        var submission = item.Outcome!;
        if (submission.Branch is not { } branch) return new Emitted(submission.Outcome, submission.Commit, flushed);
        await staged.KeepAsync(cancellationToken);
        return new Submitted(branch, submission.Commit, timed, flushed);
    }
}
