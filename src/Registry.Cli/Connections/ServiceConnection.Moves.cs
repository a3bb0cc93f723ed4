using System.Net;
using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Client;
using Registry.Client.Models;

namespace Registry.Cli.Connections;

/// <summary>Moves of channels.</summary>
internal sealed partial class ServiceConnection
{
    private const int MostTries = 5;

    /// <inheritdoc/>
    public Task<MoveAnswer> PromoteAsync(PromoteCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var (entity, channel) = (options.Reference.Entity.ToString(), options.Channel);
        var move = new ChannelMove { Version = await SelectorAsync(options.Reference, cancellationToken), Reason = options.Reason };
        return options.PullRequest
            ? AnswerOf(await _client.Channels.ProposeMoveAsync(entity, channel, move, cancellationToken), entity, channel)
            : await MoveAsync(entity, channel, seen => _client.Channels.MoveAsync(entity, channel, move, seen, cancellationToken), cancellationToken);
    });

    /// <inheritdoc/>
    public Task<MoveAnswer> RollBackAsync(RollbackCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var (entity, channel) = (options.Entity.ToString(), options.Channel);
        var rollback = new ChannelRollback { To = options.To?.ToString(), Reason = options.Reason };
        return options.PullRequest
            ? AnswerOf(await _client.Channels.ProposeRollbackAsync(entity, channel, rollback, cancellationToken), entity, channel)
            : await MoveAsync(entity, channel, seen => _client.Channels.RollBackAsync(entity, channel, rollback, seen, cancellationToken), cancellationToken);
    });

    /// <summary>Moves a channel from where it was seen, so that it can be told from where it moved; one that moved meanwhile is looked at again.</summary>
    private async Task<MoveAnswer> MoveAsync(string entity, string channel, Func<Precondition, Task<Tagged<Channel>>> move, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var before = await _client.Channels.GetAsync(entity, channel, cancellationToken);
            try
            {
                var after = await move(before.Unchanged);
                return new MoveAnswer(DocumentOf(after.Value, after.Tag == before.Tag ? "unchanged" : "moved", before.Value.Version));
            }
            catch (RegistryClientException error) when (error.Status == HttpStatusCode.PreconditionFailed && tries < MostTries)
            {
                // Somebody else was faster.
            }
        }
    }

    private static MoveAnswer AnswerOf(ProposalAnswer answer, string entity, string channel) => answer.Made is { } made
        ? new MoveAnswer(
            null,
            new ProposalDocument(made.Outcome, entity, channel, made.From, made.To, made.Branch, made.Commit, made.PullRequest, made.Title, made.Text),
            "the service is connected with no GitHub")
        : new MoveAnswer(DocumentOf(answer.Channel!, "unchanged", answer.Channel!.Version));

    private static MoveDocument DocumentOf(Channel channel, string outcome, string? from) => new(outcome, channel.Entity, channel.Name, from, channel.Version!, DocumentOf(channel.Hold), channel.Commit);
}
