using System.Text.RegularExpressions;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Git.Transport;

/// <summary>Reads what <c>git push --porcelain</c> says of one ref: <c>flag TAB from:to TAB [summary] (reason)</c>.</summary>
internal static partial class PushReport
{
    /// <summary>
    /// How the push ended; <see langword="null"/> when git does not know: the connection was cut, and the remote may have done it or not.
    /// </summary>
    public static MoveOutcome? Read(GitOutput push, string branch)
    {
        // Of several branches, some may be refused and the others stand.
        if (push.Succeeded || push.Lines.Any(line => !line.StartsWith('!') && line.Contains($":{branch}\t", StringComparison.Ordinal))) return new MoveOutcome.Won();
        var line = push.Lines.FirstOrDefault(line => line.StartsWith('!') && line.Contains($":{branch}\t", StringComparison.Ordinal));
        if (line is null) return Denied().IsMatch(push.Error) ? new MoveOutcome.Refused(push.Reason) : null;

        var summary = line[(line.LastIndexOf('\t') + 1)..];
        if (summary.StartsWith("[remote failure]", StringComparison.Ordinal)) return null;
        // What this side finds wrong is always a branch that moved; on the other side it may be that, or a hook or protection.
        return summary.StartsWith("[rejected]", StringComparison.Ordinal) || Moved().IsMatch(summary)
            ? new MoveOutcome.Lost()
            : new MoveOutcome.Refused($"The remote refused the commit: {summary}{RemoteWords(push.Error)}");
    }

    /// <summary>What the remote said itself, such as the output of a hook.</summary>
    private static string RemoteWords(string error)
    {
        var words = error.Split('\n').Where(line => line.StartsWith("remote:", StringComparison.Ordinal))
            .Select(line => line["remote:".Length..].Trim()).Where(line => line.Length > 0);
        var text = string.Join("; ", words);
        return text.Length == 0 ? "" : $": {text}";
    }

    [GeneratedRegex(
        @"\((failed to update ref|atomic transaction failed|non-fast-forward|fetch first|stale info|cannot lock ref|failed to lock|incorrect old value|reference already exists|already exists)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moved();

    [GeneratedRegex(
        @"returned error: 403|permission to \S+ denied|marked as read.only|access denied|service not enabled|not authorized to push|protected branch|remote: forbidden",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Denied();
}
