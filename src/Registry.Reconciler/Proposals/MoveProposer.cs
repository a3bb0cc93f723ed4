using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Proposals;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;
using Registry.GitHub;
using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Repositories;

namespace Registry.Reconciler.Proposals;

/// <summary>A move of a channel that waits for others to accept it.</summary>
/// <param name="Proposed">The move and its branch.</param>
/// <param name="Commit">The branch's commit.</param>
/// <param name="Title">What it does, in a line.</param>
/// <param name="Text">What it does, as Markdown.</param>
/// <param name="PullRequest">The address of the pull request; <see langword="null"/> where there is no GitHub.</param>
public sealed record MoveProposal(Proposed<ChannelOutcome> Proposed, string Commit, string Title, string Text, string? PullRequest);

/// <summary>Proposes moves of channels: a branch with one commit, and a pull request where the registry is on GitHub.</summary>
/// <param name="store">The registry.</param>
/// <param name="gitHub">Opens pull requests; <see langword="null"/> where there is no GitHub. It stays its owner's.</param>
/// <param name="repository">The registry's repository there.</param>
/// <param name="time">The clock.</param>
public sealed class MoveProposer(GitRegistryStore store, GitHubClient? gitHub, RepositoryName? repository, TimeProvider time)
{
    /// <summary>Proposes a move, or brings an earlier proposal up to date.</summary>
    /// <param name="operation">The move.</param>
    /// <param name="verb"><c>promote</c> or <c>rollback</c>, which the branch's name begins with.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="people">Who proposes it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The proposal; or that the channel stands there already, then without a title.</returns>
    /// <exception cref="RegistryException">The move cannot be proposed, or GitHub refuses.</exception>
    public async Task<StoreResult<MoveProposal>> ProposeAsync(
        IOperation<ChannelOutcome> operation, string verb, EntityName entity, string channel, IReadOnlyCollection<Principal> people, CancellationToken cancellationToken)
    {
        switch (await store.ProposeAsync(operation, $"{verb}/{entity}/{channel}", cancellationToken))
        {
            case Committed<Proposed<ChannelOutcome>> committed:
                var move = await DescribeAsync(committed.Outcome, committed.Revision, people, cancellationToken);
                var (title, text) = (MoveText.Title(move), MoveText.Format(move));
                var pullRequest = gitHub is null || repository is null ? null : await PublishAsync(gitHub, repository, committed.Outcome.Branch, title, text, cancellationToken);
                return new Committed<MoveProposal>(new MoveProposal(committed.Outcome, committed.Revision, title, text, pullRequest), committed.Revision);
            case AlreadySo<Proposed<ChannelOutcome>> already:
                return new AlreadySo<MoveProposal>(new MoveProposal(already.Outcome, already.Revision, "", "", PullRequest: null), already.Revision);
            case NotDone<Proposed<ChannelOutcome>> refused:
                return new NotDone<MoveProposal>(refused.Refusal);
            case var unavailable:
                return new Unavailable<MoveProposal>(((Unavailable<Proposed<ChannelOutcome>>)unavailable).Problem);
        }
    }

    private async Task<Move> DescribeAsync(Proposed<ChannelOutcome> proposed, string revision, IReadOnlyCollection<Principal> people, CancellationToken cancellationToken)
    {
        var before = await store.SnapshotAsync(proposed.Base, cancellationToken);
        var after = new RegistryReader(await store.SnapshotAsync(revision, cancellationToken));
        var plan = new PlanContext(after, store.HistoryOf(before), time.GetUtcNow(), "") { People = people };
        return await MoveReader.ReadAsync(new RegistryReader(before), plan, proposed.Outcome.Entity, proposed.Outcome.Channel, cancellationToken)
            ?? throw new InvalidOperationException($"{proposed.Branch} moves nothing.");
    }

    /// <summary>One pull request for a branch: an open one is brought up to date.</summary>
    private async Task<string> PublishAsync(GitHubClient client, RepositoryName on, string branch, string title, string text, CancellationToken cancellationToken)
    {
        var target = await store.BranchAsync(cancellationToken);
        var requests = client.PullRequests;
        try
        {
            if (await requests.FindOpenAsync(on, branch, target, cancellationToken) is { } open) return await UpdateAsync(client, on, open, title, text, cancellationToken);
            try
            {
                return (await requests.CreateAsync(on, new NewPullRequest { Title = title, Head = branch, Base = target, Body = text }, cancellationToken)).HtmlUrl;
            }
            catch (GitHubException error) when (error.IsAlreadyExists || error.Kind == GitHubErrorKind.OutcomeUnknown)
            {
                // Somebody else was faster, or the answer to the very request that made it was lost.
                if (await requests.FindOpenAsync(on, branch, target, cancellationToken) is not { } found) throw;
                return await UpdateAsync(client, on, found, title, text, cancellationToken);
            }
        }
        catch (GitHubException error)
        {
            throw new RegistryException(RegistryRules.GitHubFailed, error.Message, error);
        }
    }

    private static async Task<string> UpdateAsync(GitHubClient client, RepositoryName on, PullRequest open, string title, string text, CancellationToken cancellationToken)
    {
        // GitHub keeps lines with CR LF when somebody edits the text on its page.
        if (open.Title == title && open.Body?.ReplaceLineEndings("\n") == text) return open.HtmlUrl;
        return (await client.PullRequests.EditAsync(on, open.Number, new PullRequestEdit { Title = title, Body = text }, cancellationToken)).HtmlUrl;
    }
}
