using Registry.Core.Rules;
using Registry.GitHub;
using Registry.GitHub.Errors;
using Registry.GitHub.Repositories;
using Registry.GitHub.Statuses;

namespace Registry.Reconciler.Inbox;

/// <summary>What became of an emit that came by the inbox, as the status of its branch's commit.</summary>
/// <param name="client">GitHub; stays the caller's.</param>
/// <param name="repository">The registry's repository there.</param>
/// <param name="time">The clock.</param>
/// <param name="warn">Told when a status cannot be set, which changes nothing of what became of the emit.</param>
public sealed class GitHubInboxReporter(GitHubClient client, RepositoryName repository, TimeProvider time, Action<string> warn) : IInboxReporter
{
    /// <summary>The name of the status.</summary>
    public const string Context = "registry/emit";

    private const int LongestDescription = 140;

    /// <inheritdoc/>
    public Task AcceptedAsync(string commit, string description, CancellationToken cancellationToken) =>
        GuardAsync(async () => await client.Statuses.SetAsync(repository, commit, Of(CommitStatusState.Success, description), cancellationToken));

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> RefusedAsync(string commit, string description, CancellationToken cancellationToken)
    {
        // A sender who was not told is told the next time; its branch waits as long.
        DateTimeOffset? since = time.GetUtcNow();
        await GuardAsync(async () =>
        {
            if (await FindAsync(commit, cancellationToken) is { State: CommitStatusState.Failure } told) since = told.CreatedAt ?? since;
            else await client.Statuses.CreateAsync(repository, commit, Of(CommitStatusState.Failure, description), cancellationToken);
        });
        return since;
    }

    /// <summary>Why an emit was refused; <see langword="null"/> when it was not, or GitHub does not tell.</summary>
    /// <param name="commit">The commit of its branch.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Problem?> FindRefusalAsync(string commit, CancellationToken cancellationToken)
    {
        CommitStatus? status = null;
        await GuardAsync(async () => status = await FindAsync(commit, cancellationToken));
        return status is { State: CommitStatusState.Failure } refused ? new Problem(RegistryRules.InboxRemoved, null, $"the reconciler refused it: {refused.Description}") : null;
    }

    private Task<CommitStatus?> FindAsync(string commit, CancellationToken cancellationToken) => client.Statuses.FindNewestAsync(repository, commit, Context, cancellationToken);

    private static CommitStatus Of(CommitStatusState state, string description)
    {
        var line = description.ReplaceLineEndings(" ");
        return new CommitStatus { Context = Context, State = state, Description = line.Length <= LongestDescription ? line : line[..(LongestDescription - 1)] + "…" };
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (GitHubException error)
        {
            warn($"no status: {error.Message}");
        }
    }
}
