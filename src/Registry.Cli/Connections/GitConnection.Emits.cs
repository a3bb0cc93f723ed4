using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Cli.PullRequests;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Git.Emits;
using Registry.Reconciler.Inbox;

namespace Registry.Cli.Connections;

/// <summary>New versions: in the repository at once, by its inbox, or by the outbox of this machine.</summary>
internal sealed partial class GitConnection
{
    /// <inheritdoc/>
    public async Task<EmitDocument> EmitAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, TimeSpan? wait, CancellationToken cancellationToken)
    {
        await using var emitter = new Emitter(context.Location(), context.StoreOptions);
        switch (await emitter.EmitAsync(request, files, cancellationToken))
        {
            case Emitted emitted:
                FlushCommand.Report(emitted.Flushed, context.Output);
                return DocumentOf(emitted.Outcome, emitted.Revision);
            case Submitted submitted:
                FlushCommand.Report(submitted.Flushed, context.Output);
                return wait is { } most ? await WaitAsync(emitter, submitted, most, cancellationToken)
                    : new EmitDocument("queued", request.Entity.ToString(), null, null, request.SourceHash.ToString(), null, submitted.Commit, submitted.Branch);
            case Queued queued:
                context.Output.Warn($"{queued.Why.Message} The emit waits in the outbox and goes out with the next one, or with: registry flush");
                return new EmitDocument("queued", request.Entity.ToString(), null, null, request.SourceHash.ToString(), null, null);
            case var other:
                throw new RegistryException(((EmitRefused)other).Refusal.Problems);
        }
    }

    private async Task<EmitDocument> WaitAsync(Emitter emitter, Submitted submitted, TimeSpan most, CancellationToken cancellationToken)
    {
        using var gitHub = GitHubConnection.Open(context, context.Location(), out _);
        var status = gitHub is null ? null : new GitHubInboxReporter(gitHub.Client, gitHub.Repository, context.Time, context.Output.Warn);
        var emitted = await emitter.WaitAsync(
            submitted, most, status is null ? null : token => status.FindRefusalAsync(submitted.Commit, token), cancellationToken);
        return DocumentOf(emitted.Outcome, emitted.Revision);
    }
}
