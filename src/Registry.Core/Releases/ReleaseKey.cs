using System.Globalization;
using System.Text;
using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>Keys that tell whether two pieces of work at a release host are the same one, so that what was begun is found and not begun twice.</summary>
public static class ReleaseKey
{
    /// <summary>The key of files that an emit brings before its version has an id: the entity, and name, size and digest of each file.</summary>
    public static Digest OfContent(EntityName entity, IReadOnlyList<VersionFile> files) => Of($"content\n{entity}\n", files);

    /// <summary>The key of a version's publication: the entity, the version, and name, size and digest of each file.</summary>
    public static Digest OfPublication(EntityName entity, VersionId version, IReadOnlyList<VersionFile> files) => Of($"publication\n{entity}\n{version}\n", files);

    // No part has a line break in it, so different parts never make the same text.
    private static Digest Of(string subject, IReadOnlyList<VersionFile> files)
    {
        var text = new StringBuilder(subject);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{file.Name} {file.Size} {file.Sha256.Hex}\n");
        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
