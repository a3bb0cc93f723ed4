using System.Globalization;
using System.Text;
using Registry.Core.Versions;

namespace Registry.Core.Proposals;

/// <summary>The text of a pull request that moves a channel, in Markdown. What others wrote, such as a changelog, stands in it as plain text.</summary>
public static class MoveText
{
    // GitHub takes 65,536 characters.
    private const int MostText = 50_000;
    private const int MostChangelog = 4_000;
    private const int MostFiles = 50;

    /// <summary>The title, which is also the subject of the commit.</summary>
    public static string Title(Move move) => move switch
    {
        { ToVersion: null } => $"empty {move.Entity} {move.Channel}",
        { IsBack: true } => $"roll back {move.Entity} {move.Channel} to {move.ToVersion}",
        _ when move.FromVersion == move.ToVersion => move.Hold is null ? $"lift the hold of {move.Entity} {move.Channel}" : $"hold {move.Entity} {move.Channel} at {move.ToVersion}",
        _ => $"promote {move.Entity} {move.ToVersion} to {move.Channel}",
    };

    /// <summary>The text: what moves, why, past which versions, what the checks ask for.</summary>
    public static string Format(Move move)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"**{move.Entity}**, channel **{move.Channel}**: {Name(move.FromVersion, move.From)} → {Name(move.ToVersion, move.To)}\n\n");
        if (move.Reason is { } reason) text.Append(CultureInfo.InvariantCulture, $"Why: {Markdown.Code(reason)}\n\n");
        if (move.Hold is { } hold) text.Append(CultureInfo.InvariantCulture, $"Held there by {Markdown.Code(hold.By)}{(hold.Reason is { } why ? ": " + Markdown.Code(why) : "")}; no automatic move takes it away.\n\n");
        Conditions(text, move);
        if (move.To is { } to) About(text, to, CompareLink(move));
        Versions(text, move);
        return text.Append(CultureInfo.InvariantCulture, $"\nWay back: `registry rollback {move.Entity} --channel {move.Channel}`\n").ToString();
    }

    private static void Conditions(StringBuilder text, Move move)
    {
        text.Append("### What the checks ask\n");
        if (move.Policy is not { } policy)
        {
            text.Append("- the channel is declared nowhere\n\n");
            return;
        }

        foreach (var unmet in move.Unmet) text.Append(CultureInfo.InvariantCulture, $"- [ ] {unmet.Rule.Code}: {Markdown.Code(unmet.Message)}\n");
        if (move.Unmet.Count == 0) text.Append("- [x] all conditions of the policy are met\n");
        if (policy.From is { } from && move is { ToVersion: not null, IsBack: false })
            text.Append(CultureInfo.InvariantCulture, $"- {from} has to come before{(policy.Soak > TimeSpan.Zero ? $", for {Text(policy.Soak)}" : "")}; so far: {(move.Soaked is { } soaked ? Text(soaked) : "not seen there")}\n");
        if (policy.Who.Count > 0) text.Append(CultureInfo.InvariantCulture, $"- moved by {string.Join(", ", policy.Who.Select(person => Markdown.Code(person.ToString())))}\n");
        text.Append('\n');
    }

    private static void About(StringBuilder text, Manifest to, string? compare)
    {
        text.Append(CultureInfo.InvariantCulture, $"### Version {to.Version}\n- built {ManifestFormat.FormatTime(to.CreatedAt)} by {Markdown.Code(to.CreatedBy)}\n");
        if (to.Source is { } source) text.Append(CultureInfo.InvariantCulture, $"- from {Markdown.Origin(source)}\n");
        if (compare is not null) text.Append("- ").Append(compare).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"- source hash {Markdown.Code(to.SourceHash.ToString())}\n");
        foreach (var file in to.Files.Take(MostFiles))
            text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Code(file.Name)}, {file.Size.ToString("N0", CultureInfo.InvariantCulture)} bytes, `{file.Sha256}`\n");
        if (to.Files.Count > MostFiles) text.Append(CultureInfo.InvariantCulture, $"- and {to.Files.Count - MostFiles} more files\n");
        text.Append('\n');
    }

    private static void Versions(StringBuilder text, Move move)
    {
        if (move.Between.Count == 0) return;
        text.Append(move.IsBack ? "### Versions that it takes out\n" : "### Versions that it brings\n");
        foreach (var manifest in move.Between)
        {
            var entry = Entry(manifest);
            if (text.Length + entry.Length > MostText)
            {
                text.Append("\nand more than fits here.\n");
                return;
            }

            text.Append(entry);
        }

        if (move.HasMore) text.Append("\nand more.\n");
    }

    private static string Entry(Manifest manifest)
    {
        var text = $"\n#### {Name(manifest.Version, manifest)}\n";
        if (manifest.Changelog is { } changelog) text += $"\n{Markdown.Block(changelog, MostChangelog)}";
        if (manifest.ChangelogUrl is { } address) text += $"\n{Markdown.Link("changelog", address)}\n";
        return text;
    }

    private static string Name(VersionId? version, Manifest? manifest) =>
        version is not { } id ? "nothing" : manifest?.SemVer is { } semver ? $"{id} ({Markdown.Code(semver)})" : id.ToString();

    private static string? CompareLink(Move move) =>
        move is { From.Source: { Repository: { } old, Commit: { } first }, To.Source: { Repository: { } repository, Commit: { } last } } && old == repository && first != last
            ? Markdown.Link("the commits between", $"{(repository.EndsWith(".git", StringComparison.Ordinal) ? repository[..^4] : repository)}/compare/{first}...{last}") is ['[', ..] link ? link : null
            : null;

    private static string Text(TimeSpan time) => time.ToString(time.Days > 0 ? "d\\.hh\\:mm\\:ss" : "hh\\:mm\\:ss", CultureInfo.InvariantCulture);
}
