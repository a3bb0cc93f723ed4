using Registry.Cli.Commands;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Proposals;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git;
using Registry.GitHub.Errors;
using Registry.GitHub.PullRequests;

namespace Registry.Cli.PullRequests;

/// <summary>Proposes a move of a channel: a branch with one commit, and a pull request where the registry is on GitHub.</summary>
internal static class Proposing
{
    /// <summary>Proposes a move, or brings an earlier proposal up to date.</summary>
    /// <param name="operation">The move.</param>
    /// <param name="verb">promote or rollback, which the branch's name begins with.</param>
    /// <param name="entity">The entity.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="context">The command's surroundings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(IOperation<ChannelOutcome> operation, string verb, EntityName entity, string channel, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        using var gitHub = GitHubConnection.Open(context, context.Location(), out var why);
        var result = await store.ProposeAsync(operation, $"{verb}/{entity}/{channel}", cancellationToken);
        switch (result)
        {
            case AlreadySo<Proposed<ChannelOutcome>> already:
                return ChannelResult.Write(context.Output, new Operated<ChannelOutcome>(already.Outcome.Outcome, Changed: false, already.Revision), verb);
            case NotDone<Proposed<ChannelOutcome>> refused:
                throw new RegistryException(refused.Refusal.Problems);
            case Unavailable<Proposed<ChannelOutcome>> unavailable:
                throw new RegistryException([unavailable.Problem]);
        }

        var committed = (Committed<Proposed<ChannelOutcome>>)result;
        var proposed = committed.Outcome;
        var move = await DescribeAsync(store, proposed, committed.Revision, context, cancellationToken);
        var (title, text) = (MoveText.Title(move), MoveText.Format(move));
        var target = await store.BranchAsync(cancellationToken);
        var pullRequest = gitHub is null ? null : await GitHubConnection.AskAsync(() => PublishAsync(gitHub, proposed.Branch, target, title, text, cancellationToken));
        Write(proposed, committed.Revision, pullRequest, title, text, context.Output);
        if (pullRequest is null) context.Output.Warn($"no pull request: {why}; open one from {proposed.Branch} with the text above");
        return ExitCode.Done;
    }

    private static async Task<Move> DescribeAsync(GitRegistryStore store, Proposed<ChannelOutcome> proposed, string revision, CommandContext context, CancellationToken cancellationToken)
    {
        var before = await store.SnapshotAsync(proposed.Base, cancellationToken);
        var people = await store.FindIdentityAsync(cancellationToken) is { } identity ? Principal.Of(identity) : [];
        var after = new RegistryReader(await store.SnapshotAsync(revision, cancellationToken));
        var plan = new PlanContext(after, store.HistoryOf(before), context.Time.GetUtcNow(), "") { People = people };
        return await MoveReader.ReadAsync(new RegistryReader(before), plan, proposed.Outcome.Entity, proposed.Outcome.Channel, cancellationToken)
            ?? throw new InvalidOperationException($"{proposed.Branch} moves nothing.");
    }

    /// <summary>One pull request for a branch: an open one is brought up to date.</summary>
    private static async Task<string> PublishAsync(GitHubConnection gitHub, string branch, string target, string title, string text, CancellationToken cancellationToken)
    {
        var requests = gitHub.Client.PullRequests;
        if (await requests.FindOpenAsync(gitHub.Repository, branch, target, cancellationToken) is { } open) return await UpdateAsync(gitHub, open, title, text, cancellationToken);
        try
        {
            return (await requests.CreateAsync(gitHub.Repository, new NewPullRequest { Title = title, Head = branch, Base = target, Body = text }, cancellationToken)).HtmlUrl;
        }
        catch (GitHubException error) when (error.IsAlreadyExists || error.Kind == GitHubErrorKind.OutcomeUnknown)
        {
            // Somebody else was faster, or the answer to the very request that made it was lost.
            if (await requests.FindOpenAsync(gitHub.Repository, branch, target, cancellationToken) is not { } found) throw;
            return await UpdateAsync(gitHub, found, title, text, cancellationToken);
        }
    }

    private static async Task<string> UpdateAsync(GitHubConnection gitHub, PullRequest open, string title, string text, CancellationToken cancellationToken)
    {
        // GitHub keeps lines with CR LF when somebody edits the text on its page.
        if (open.Title == title && open.Body?.ReplaceLineEndings("\n") == text) return open.HtmlUrl;
        return (await gitHub.Client.PullRequests.EditAsync(gitHub.Repository, open.Number, new PullRequestEdit { Title = title, Body = text }, cancellationToken)).HtmlUrl;
    }

    private static void Write(Proposed<ChannelOutcome> proposed, string revision, string? pullRequest, string title, string text, IOutput output)
    {
        var outcome = proposed.Outcome;
        var document = new ProposalDocument(
            proposed.Change.ToString().ToLowerInvariant(), outcome.Entity.ToString(), outcome.Channel, outcome.From?.ToString(), outcome.To.ToString(), proposed.Branch, revision, pullRequest, title, text);
        output.Result(document, Json.Of, writer =>
        {
            if (proposed.Change == ProposalChange.Regenerated) writer.WriteLine($"{outcome.Entity} {outcome.Channel} has moved since {proposed.Branch} was made; it is made anew");
            writer.WriteLine($"{document.Outcome} {proposed.Branch}: {title}");
            if (pullRequest is not null) writer.WriteLine(pullRequest);
            else writer.Write($"\n{text}");
        });
    }
}
