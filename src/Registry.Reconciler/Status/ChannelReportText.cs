using System.Globalization;
using System.Text;
using Registry.Core.Proposals;
using Registry.Core.Versions;

namespace Registry.Reconciler.Status;

/// <summary>A report of channels as Markdown, which a terminal and a job's summary show alike.</summary>
public static class ChannelReportText
{
    // A job's summary takes 1 MiB.
    private const int MostRows = 2000;

    /// <summary>The report as Markdown.</summary>
    public static string Format(ChannelReport report)
    {
        var text = new StringBuilder();
        text.Append("| entity | channel | version | since | published | waits for |\n|---|---|---|---|---|---|\n");
        foreach (var channel in report.Channels.Take(MostRows))
            text.Append(CultureInfo.InvariantCulture, $"| {channel.Entity} | {channel.Policy.Name} | {channel.Version?.ToString() ?? "-"}{Hold(channel)} | {Time(channel.Since)} | {Time(channel.Published)} | {Waits(channel)} |\n");
        if (report.Channels.Count > MostRows) text.Append(CultureInfo.InvariantCulture, $"\n{report.Channels.Count - MostRows} channels more are not shown.\n");
        List(text, "Not published", report.Failures.Select(failure =>
            $"{failure.Entity} {failure.Version}: {Markdown.Code(failure.Problem.Message)} ({failure.Problem.Rule.Code}); {(failure.RetryAt is { } at ? $"tried again at {Time(at)}" : "not tried again before somebody acts")}"));
        List(text, "Set aside", report.Problems.Select(problem => Markdown.Code(problem.ToString())));
        return text.ToString();
    }

    private static string Hold(ChannelState channel) => channel.Target?.Hold is { } hold ? $" (held by {Markdown.Cell(hold.By)}{(hold.Reason is { } reason ? $": {Markdown.Cell(reason)}" : "")})" : "";

    private static string Waits(ChannelState channel) => channel.Waits is { } waits ? $"{waits.To}: {Markdown.Cell(string.Join("; ", waits.Why))}" : "-";

    private static string Time(DateTimeOffset? time) => time is { } known ? ManifestFormat.FormatTime(known) : "-";

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var shown = lines.Take(MostRows).ToList();
        if (shown.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n\n");
        foreach (var line in shown) text.Append(CultureInfo.InvariantCulture, $"- {line}\n");
    }
}
