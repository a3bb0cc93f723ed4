namespace Registry.Git.Objects;

/// <summary>Paths inside a registry: parts joined by <c>/</c>, each a name that git takes.</summary>
internal static class TreePath
{
    /// <summary>Whether a tree can hold the path, and every git will check it out.</summary>
    public static bool IsValid(string path) => path.Length > 0 && path.Split('/').All(IsValidPart);

    /// <summary>The parts of a path.</summary>
    /// <exception cref="ArgumentException">No tree can hold the path.</exception>
    public static string[] Split(string path)
    {
        var parts = path.Split('/');
        return parts.All(IsValidPart)
            ? parts
            : throw new ArgumentException($"'{path}' is not a path in a registry; expected names joined by '/', none of them empty, '.', '..' or '.git'.", nameof(path));
    }

    private static bool IsValidPart(string part) =>
        part is not ("" or "." or "..")
        && !part.Equals(".git", StringComparison.OrdinalIgnoreCase)
        && !part.Equals("git~1", StringComparison.OrdinalIgnoreCase)
        && !part.AsSpan().ContainsAny('\0', '\n', '\\');
}
