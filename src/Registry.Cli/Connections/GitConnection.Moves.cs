using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Cli.PullRequests;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Reconciler.Proposals;

namespace Registry.Cli.Connections;

/// <summary>Moves of channels: made at once, or proposed as a branch with one commit, and a pull request where the registry is on GitHub.</summary>
internal sealed partial class GitConnection
{
    /// <inheritdoc/>
    public Task<MoveAnswer> PromoteAsync(PromoteCommand.Options options, CancellationToken cancellationToken)
    {
        var operation = new PromoteOperation(options.Reference, options.Channel, options.Reason) { IsProposal = options.PullRequest };
        return options.PullRequest ? ProposeAsync(operation, "promote", options.Reference.Entity, options.Channel, cancellationToken) : MoveAsync(operation, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MoveAnswer> RollBackAsync(RollbackCommand.Options options, CancellationToken cancellationToken)
    {
        var operation = new RollbackOperation(options.Entity, options.Channel, options.To, options.Reason) { IsProposal = options.PullRequest };
        return options.PullRequest ? ProposeAsync(operation, "rollback", options.Entity, options.Channel, cancellationToken) : MoveAsync(operation, cancellationToken);
    }

    private async Task<MoveAnswer> MoveAsync(IOperation<ChannelOutcome> operation, CancellationToken cancellationToken)
    {
        var done = await OperateAsync(operation, cancellationToken);
        return new MoveAnswer(DocumentOf(done.Outcome, done.Changed, done.Revision));
    }

    private async Task<MoveAnswer> ProposeAsync(IOperation<ChannelOutcome> operation, string verb, EntityName entity, string channel, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        using var gitHub = GitHubConnection.Open(context, context.Location(), out var why);
        var people = await store.FindIdentityAsync(cancellationToken) is { } identity ? Principal.Of(identity) : [];
        return await new MoveProposer(store, gitHub?.Client, gitHub?.Repository, context.Time).ProposeAsync(operation, verb, entity, channel, people, cancellationToken) switch
        {
            Committed<MoveProposal> { Outcome: var proposal } => new MoveAnswer(null, DocumentOf(proposal), why),
            AlreadySo<MoveProposal> already => new MoveAnswer(DocumentOf(already.Outcome.Proposed.Outcome, hasChanged: false, already.Revision)),
            NotDone<MoveProposal> refused => throw new RegistryException(refused.Refusal.Problems),
            var unavailable => throw new RegistryException([((Unavailable<MoveProposal>)unavailable).Problem]),
        };
    }

    private static MoveDocument DocumentOf(ChannelOutcome outcome, bool hasChanged, string revision) => new(
        hasChanged ? "moved" : "unchanged", outcome.Entity.ToString(), outcome.Channel, outcome.From?.ToString(), outcome.To.ToString(), Documenting.Hold(outcome.Hold), revision);

    private static ProposalDocument DocumentOf(MoveProposal proposal)
    {
        var (proposed, outcome) = (proposal.Proposed, proposal.Proposed.Outcome);
        return new ProposalDocument(
            proposed.Change.ToString().ToLowerInvariant(), outcome.Entity.ToString(), outcome.Channel, outcome.From?.ToString(), outcome.To.ToString(), proposed.Branch, proposal.Commit, proposal.PullRequest,
            proposal.Title, proposal.Text);
    }
}
