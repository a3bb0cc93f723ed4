using Microsoft.Net.Http.Headers;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Git.Processes;
using Registry.GitHub;
using Registry.Reconciler.Proposals;
using Registry.Server.Api.Calls;
using Registry.Server.Hosting;

namespace Registry.Server.Api.Channels;

/// <summary>Moves channels, at once or by a pull request.</summary>
internal sealed class ChannelWrites(RegistryWrites writes, GitHubEnvironment gitHub, ServerOptions options, TimeProvider time)
{
    /// <summary>Moves a channel, if it is what the caller saw.</summary>
    /// <exception cref="CallRefusedException">A rule forbids it.</exception>
    /// <exception cref="RegistryException">The registry cannot be written now.</exception>
    public async Task<IResult> MoveAsync(Call call, IOperation<ChannelOutcome> operation, string channel, HttpContext context, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.Channel(call.Entity, channel);
        var written = await writes.ExecuteAsync(Preconditions.Guard(context.Request, path, operation), call.Request(), cancellationToken);
        var registry = new RegistryReader(await call.Store.SnapshotAsync(written.Commit, cancellationToken));
        context.Response.Headers[HeaderNames.ETag] = await Preconditions.TagAsync(registry, path, cancellationToken);
        return Results.Ok(await ChannelView.FindAsync(registry, call.Entity, channel, cancellationToken));
    }

    /// <summary>Proposes to move a channel.</summary>
    /// <exception cref="CallRefusedException">A rule forbids it for good.</exception>
    /// <exception cref="RegistryException">The registry cannot be written now, or GitHub refuses.</exception>
    public async Task<IResult> ProposeAsync(Call call, IOperation<ChannelOutcome> operation, string verb, string channel, CancellationToken cancellationToken)
    {
        var repository = gitHub.FindRepository(GitUrl.IsUrl(options.Url) ? GitUrl.Redact(options.Url) : null);
        using var client = repository is null ? null : gitHub.OpenClient(repository);
        var proposer = new MoveProposer(call.Store, client, repository, time);
        var asked = new OnBehalfOf<ChannelOutcome>(operation, call.Request());
        switch (await proposer.ProposeAsync(asked, verb, call.Entity, channel, call.Caller.People, cancellationToken))
        {
            case Committed<MoveProposal> { Outcome: var made }:
                var (proposed, outcome) = (made.Proposed, made.Proposed.Outcome);
                return Results.Accepted(made.PullRequest, new Proposal(
                    proposed.Change.ToString().ToLowerInvariant(), outcome.From?.ToString(), outcome.To.ToString(), proposed.Branch, made.Commit, made.PullRequest, made.Title, made.Text));
            case AlreadySo<MoveProposal>:
                return Results.Ok(await ChannelView.FindAsync(call.Registry, call.Entity, channel, cancellationToken));
            case NotDone<MoveProposal> refused:
                throw new CallRefusedException(refused.Refusal.Problems);
            case var unavailable:
                throw new RegistryException([((Unavailable<MoveProposal>)unavailable).Problem]);
        }
    }
}
