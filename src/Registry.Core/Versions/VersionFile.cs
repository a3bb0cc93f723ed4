using System.Collections.Frozen;
using Registry.Core.Sources;

namespace Registry.Core.Versions;

/// <summary>A file of a version.</summary>
public sealed record VersionFile
{
    /// <summary>What a file name looks like, for messages.</summary>
    public const string ExpectedName = "1 to 255 of A-Z, a-z, 0-9, '.', '_', '-', neither starting nor ending with a dot";

    /// <summary>The platforms that a file may be for.</summary>
    public static FrozenSet<string> Platforms { get; } = FrozenSet.Create(StringComparer.Ordinal, "windows", "linux", "macos");

    /// <summary>The architectures that a file may be for.</summary>
    public static FrozenSet<string> Architectures { get; } = FrozenSet.Create(StringComparer.Ordinal, "x86", "x64", "arm64");

    /// <summary>The name, unique within the version without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Digest of the content.</summary>
    public required Digest Sha256 { get; init; }

    /// <summary>One of <see cref="Platforms"/>; any when <see langword="null"/>.</summary>
    public string? Platform { get; init; }

    /// <summary>One of <see cref="Architectures"/>; any when <see langword="null"/>.</summary>
    public string? Architecture { get; init; }

    /// <summary>Media type (RFC 6838), when it is known.</summary>
    public string? MediaType { get; init; }

    /// <summary>Whether a file may have this name. Release hosts rename others, or refuse them.</summary>
    public static bool IsValidName(string name)
    {
        if (name.Length is 0 or > 255 || name[0] == '.' || name[^1] == '.') return false;
        foreach (var c in name)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        return true;
    }
}
