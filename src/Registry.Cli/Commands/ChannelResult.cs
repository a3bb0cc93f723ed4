using Registry.Cli.Connections;
using Registry.Cli.Hosting;
using Registry.Cli.Output;

namespace Registry.Cli.Commands;

/// <summary>How commands that move a channel say what they did.</summary>
internal static class ChannelResult
{
    public static int Write(IOutput output, MoveAnswer answer, string verb)
    {
        if (answer.Move is { } move) output.Result(move, Json.Of, text => text.WriteLine(Text(move, verb)));
        if (answer.Proposal is { } proposal) output.Result(proposal, Json.Of, text => Write(text, proposal));
        if (answer.Proposal is { PullRequest: null, Branch: var branch }) output.Warn($"no pull request: {answer.WhyNoPullRequest}; open one from {branch} with the text above");
        return ExitCode.Done;
    }

    private static string Text(MoveDocument move, string verb) => move.Outcome == "moved"
        ? $"{verb} {move.Entity} {move.Channel}: {move.From ?? "nothing"} → {move.To}{(move.Hold is null ? "" : ", held there")}"
        : $"unchanged {move.Entity} {move.Channel}: {move.To}";

    private static void Write(TextWriter text, ProposalDocument proposal)
    {
        if (proposal.Outcome == "regenerated") text.WriteLine($"{proposal.Entity} {proposal.Channel} has moved since {proposal.Branch} was made; it is made anew");
        text.WriteLine($"{proposal.Outcome} {proposal.Branch}: {proposal.Title}");
        if (proposal.PullRequest is not null) text.WriteLine(proposal.PullRequest);
        else text.Write($"\n{proposal.Text}");
    }
}
