using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Git.Emits;

namespace Registry.Cli.Commands;

/// <summary><c>registry flush</c>: sends what waits in the outbox.</summary>
internal static class FlushCommand
{
    public static Command Create(CommandContext host) =>
        new Command("flush", "Send the emits that wait in the outbox").Run(host, (_, context, cancellationToken) => RunAsync(context, cancellationToken));

    public static async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var emitter = new Emitter(context.Location(), context.StoreOptions);
        var result = await emitter.FlushAsync(cancellationToken);
        var document = new FlushDocument(result.Items.Count(item => item.Refusal is null), result.Waiting, [.. result.Items.Select(ItemOf)], result.Why is null ? null : ProblemDocument.Of(result.Why));
        Report(result, context.Output);
        context.Output.Result(document, Json.Of, _ => { });
        if (result.Why is { } why) context.Output.Warn($"{why} {why.Rule.WayOut}");
        else if (result.Items.Count == 0) context.Output.Text.WriteLine("the outbox is empty");
        if (result.Why is not null) return ExitCode.Failed;
        return result.Items.Any(item => item.Refusal is not null) ? ExitCode.Refused : ExitCode.Done;
    }

    /// <summary>Tells people what went out besides what they asked for.</summary>
    public static void Report(FlushResult flushed, IOutput output)
    {
        foreach (var item in flushed.Items)
        {
            if (item.Refusal is { } refusal)
            {
                output.Warn($"an emit of {item.Entity} that waited was refused and is set aside in {item.SetAside}");
                foreach (var problem in refusal.Problems) output.Warn(problem.ToString());
            }
            else if (item.Waiting is { } waiting)
            {
                output.Text.WriteLine($"flushed {item.Entity} to {waiting.Branch}");
            }
            else
            {
                output.Text.WriteLine($"flushed {item.Entity} {item.Outcome!.Version} (no. {item.Outcome.Ordinal})");
            }
        }
    }

    private static FlushItem ItemOf(FlushedItem item) => new(
        item switch { { Refusal: not null } => "refused", { Waiting: not null } => "queued", { Outcome.Created: true } => "created", _ => "unchanged" },
        item.Entity, item.Outcome?.Version.ToString(), [.. (item.Refusal?.Problems ?? []).Select(ProblemDocument.Of)], item.Waiting?.Branch);
}
