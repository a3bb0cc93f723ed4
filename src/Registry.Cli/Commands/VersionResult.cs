using System.Text.Json.Nodes;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary>How commands on one version say what they did.</summary>
internal static class VersionResult
{
    public static int Write(IOutput output, RecordDocument document, string verb)
    {
        output.Result(document, Json.Of, text =>
            text.WriteLine($"{(document.Outcome == "changed" ? verb : "unchanged")} {document.Entity} {document.Version}: {document.State}"));
        return ExitCode.Done;
    }

    public static string StateText(VersionState state) => state.ToString().ToLowerInvariant();

    /// <summary>A record with the names of its file; <see langword="null"/> when it says nothing.</summary>
    public static JsonObject? RecordJson(VersionRecord record)
    {
        if (record == VersionRecord.Empty) return null;
        var json = new JsonObject();
        if (record.Alias is not null) json["alias"] = record.Alias;
        if (record.Comment is not null) json["comment"] = record.Comment;
        if (record.Unlisted) json["status"] = "unlisted";
        if (record.Archived is { } archived) json["archived"] = DeedJson(archived);
        if (record.Deleted is { } deleted)
        {
            var tombstone = DeedJson(deleted.Deed);
            tombstone["ordinal"] = deleted.Ordinal;
            tombstone["sourceHash"] = deleted.SourceHash.ToString();
            json["deleted"] = tombstone;
        }

        return json;
    }

    private static JsonObject DeedJson(Deed deed) => new()
    {
        ["by"] = deed.By,
        ["reason"] = deed.Reason,
        ["at"] = ManifestFormat.FormatTime(deed.At),
    };
}
