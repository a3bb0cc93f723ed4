using System.Globalization;
using Registry.Core.Entities;
using Registry.Core.Sources;

namespace Registry.Core.Releases;

/// <summary>An emit that declared its content, and has not said yet how it ended.</summary>
internal sealed record PendingEmit(string Path, EntityName Entity, DateTimeOffset Since, IReadOnlyList<Digest> Content, IReadOnlyList<Digest> Kept)
{
    /// <summary>Begins a line that says: another emit committed this content.</summary>
    public const string KeptMark = "kept ";

    public static PendingEmit? Parse(string path, string[] lines) =>
        lines is [var name, var time, .. var hexes] && EntityName.TryParse(name, out var entity)
        && DateTimeOffset.TryParseExact(time, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var since)
            ? new PendingEmit(path, entity, since, Digests(hexes, ""), Digests(hexes, KeptMark))
            : null;

    private static List<Digest> Digests(string[] lines, string mark) =>
        [.. lines.Where(line => line.StartsWith(mark, StringComparison.Ordinal) && Digest.TryParse(line[mark.Length..], out _)).Select(line => Digest.Parse(line[mark.Length..]))];
}
