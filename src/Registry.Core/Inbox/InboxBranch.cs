using System.Diagnostics.CodeAnalysis;
using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Inbox;

/// <summary>
/// The branch by which an emit arrives: <c>emit/&lt;namespace&gt;/&lt;name&gt;/&lt;first 16 digits of the source hash&gt;</c>. A second emit of the
/// same source with other content adds <c>-&lt;8 digits&gt;</c> of its content's digest, a forced one always <c>-forced-&lt;8 digits&gt;</c>.
/// </summary>
public sealed record InboxBranch
{
    /// <summary>The first part of every branch of the inbox.</summary>
    public const string Folder = "emit";

    private const string Forced = "forced-";
    private const int PrefixLength = 16;
    private const int MarkLength = 8;

    private InboxBranch(EntityName entity, string hashPrefix, string mark) => (Entity, HashPrefix, Mark) = (entity, hashPrefix, mark);

    /// <summary>The entity.</summary>
    public EntityName Entity { get; }

    /// <summary>The first 16 hexadecimal digits of the source hash.</summary>
    public string HashPrefix { get; }

    /// <summary>Whether the emit adds a version although its source is known.</summary>
    public bool IsForced => Mark.StartsWith(Forced, StringComparison.Ordinal);

    /// <summary>What tells it from other emits of the same source; empty for the first.</summary>
    private string Mark { get; }

    /// <summary>The branch of an emit.</summary>
    /// <param name="manifest">The manifest that was planned; what the registry allocates in it does not count.</param>
    /// <param name="force">Whether the emit is forced. Then its time tells it from others of the same source.</param>
    public static InboxBranch Of(Manifest manifest, bool force) =>
        new(manifest.Entity, manifest.SourceHash.Hex[..PrefixLength], force ? Forced + MarkOf(manifest, manifest.CreatedAt) : "");

    /// <summary>The branch of an emit whose own is taken by another of the same source.</summary>
    public static InboxBranch BesideOf(Manifest manifest) =>
        new(manifest.Entity, manifest.SourceHash.Hex[..PrefixLength], MarkOf(manifest, DateTimeOffset.UnixEpoch));

    /// <summary>Takes the name of a branch apart; false when no emit has that name.</summary>
    /// <param name="name">The name without <c>refs/heads/</c>.</param>
    /// <param name="branch">The branch.</param>
    public static bool TryParse(string name, [NotNullWhen(true)] out InboxBranch? branch)
    {
        branch = null;
        if (name.Split('/') is not [Folder, var ns, var own, { Length: >= PrefixLength } last] || !EntityName.TryParse($"{ns}/{own}", out var entity)) return false;
        var mark = last.Length == PrefixLength ? "" : last[(PrefixLength + 1)..];
        var digits = mark.StartsWith(Forced, StringComparison.Ordinal) ? mark[Forced.Length..] : mark;
        if (!IsHex(last[..PrefixLength]) || !(last.Length == PrefixLength || (last[PrefixLength] == '-' && digits.Length == MarkLength && IsHex(digits)))) return false;
        branch = new InboxBranch(entity, last[..PrefixLength], mark);
        return true;
    }

    /// <summary>Whether two manifests ask for the same version: they differ at most in what the registry allocates, and unless forced in their time.</summary>
    public static bool IsSameEmit(Manifest one, Manifest other, bool force) =>
        DigestOf(one, force ? one.CreatedAt : DateTimeOffset.UnixEpoch) == DigestOf(other, force ? other.CreatedAt : DateTimeOffset.UnixEpoch);

    /// <inheritdoc/>
    public override string ToString() => $"{Folder}/{Entity}/{HashPrefix}{(Mark.Length > 0 ? "-" : "")}{Mark}";

    private static string MarkOf(Manifest manifest, DateTimeOffset time) => DigestOf(manifest, time).Hex[..MarkLength];

    private static Digest DigestOf(Manifest manifest, DateTimeOffset time) =>
        Digest.Of(ManifestFormat.Write(manifest with { Version = VersionId.From(time), Ordinal = 1, BaseVersion = null, CreatedAt = time }));

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigitLower);
}
