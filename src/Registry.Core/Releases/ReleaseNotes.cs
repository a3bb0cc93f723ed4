using System.Globalization;
using System.Text;
using Registry.Core.Proposals;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>The title and the text of a version's release, in Markdown. Only the changelog is Markdown of others, and stands last, so that nothing of it hides the rest.</summary>
public static class ReleaseNotes
{
    /// <summary>The title: the version's name, or entity, SemVer and id.</summary>
    public static string Title(Manifest manifest) =>
        manifest.Name ?? (manifest.SemVer is { } semVer ? $"{manifest.Entity} {semVer} ({manifest.Version})" : $"{manifest.Entity} {manifest.Version}");

    /// <summary>The text: lineage, origin, files, and the changelog as it is, as far as there is room for it.</summary>
    /// <param name="manifest">The version.</param>
    /// <param name="longest">The number of characters that the text may have, some thousands at least.</param>
    public static string Format(Manifest manifest, int longest)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Markdown.Code($"{manifest.Entity}@{manifest.Version}")}, version {manifest.Ordinal}");
        if (manifest.SemVer is { } semVer) text.Append(CultureInfo.InvariantCulture, $", SemVer {Markdown.Code(semVer)}");
        if (manifest.BaseVersion is { } before) text.Append(CultureInfo.InvariantCulture, $", after {Markdown.Code(before.ToString())}");
        text.Append("\n\n");
        if (manifest.Source is { } source) text.Append(CultureInfo.InvariantCulture, $"- built from {Markdown.Origin(source)}\n");
        text.Append(CultureInfo.InvariantCulture, $"- source hash {Markdown.Code(manifest.SourceHash.ToString())}\n");
        text.Append(CultureInfo.InvariantCulture, $"- manifest {Markdown.Code(Digest.Of(ManifestFormat.Write(manifest)).ToString())}\n");
        if (manifest.ChangelogUrl is { } url) text.Append(CultureInfo.InvariantCulture, $"- {Markdown.Link("what changed", url)}\n");
        Files(text, manifest.Files, longest / 2);
        Changelog(text, manifest.Changelog, longest);
        // What a source says of itself has no bound of its own.
        return text.ToString(0, Math.Min(text.Length, longest));
    }

    private static void Files(StringBuilder text, IReadOnlyList<VersionFile> files, int longest)
    {
        text.Append("\n| file | for | bytes | SHA-256 |\n|---|---|---:|---|\n");
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            if (text.Length > longest)
            {
                text.Append(CultureInfo.InvariantCulture, $"\nThere are {files.Count - i} more files; the manifest names them all.\n");
                return;
            }

            var machine = file.Platform is null && file.Architecture is null ? "any" : $"{file.Platform} {file.Architecture}".Trim();
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(file.Name)} | {machine} | {file.Size.ToString("N0", CultureInfo.InvariantCulture)} | {Markdown.Code(file.Sha256.Hex)} |\n");
        }
    }

    private static void Changelog(StringBuilder text, string? changelog, int longest)
    {
        const string Cut = "\n\n… The changelog is longer; the manifest has all of it.\n";
        const string Title = "\n## Changes\n\n";
        var room = longest - text.Length - Title.Length - Cut.Length;
        if (string.IsNullOrWhiteSpace(changelog) || room <= 0) return;
        text.Append(Title);
        if (changelog.Length <= room) text.Append(changelog.AsSpan().TrimEnd()).Append('\n');
        else text.Append(changelog.AsSpan(0, char.IsHighSurrogate(changelog[room - 1]) ? room - 1 : room)).Append(Cut);
    }
}
