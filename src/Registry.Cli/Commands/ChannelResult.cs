using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Operations;

namespace Registry.Cli.Commands;

/// <summary>How commands that move a channel say what they did.</summary>
internal static class ChannelResult
{
    public static int Write(IOutput output, Operated<ChannelOutcome> done, string verb)
    {
        var outcome = done.Outcome;
        var hold = outcome.Hold is { } held ? new HoldDocument(held.By, held.Reason) : null;
        var document = new MoveDocument(done.Changed ? "moved" : "unchanged", outcome.Entity.ToString(), outcome.Channel, outcome.From?.ToString(), outcome.To.ToString(), hold, done.Revision);
        output.Result(document, Json.Of, text => text.WriteLine(done.Changed
            ? $"{verb} {document.Entity} {document.Channel}: {document.From ?? "nothing"} → {document.To}{(hold is null ? "" : ", held there")}"
            : $"unchanged {document.Entity} {document.Channel}: {document.To}"));
        return ExitCode.Done;
    }
}
