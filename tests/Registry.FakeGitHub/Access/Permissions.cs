namespace Registry.FakeGitHub.Access;

/// <summary>Reads and writes permissions as workflows have them: <c>contents: write</c>.</summary>
internal static class Permissions
{
    /// <summary>Levels by area.</summary>
    /// <exception cref="FormatException">A text is not of the form <c>area: level</c>.</exception>
    public static IReadOnlyDictionary<string, AccessLevel> Parse(IEnumerable<string> texts)
    {
        // Every token that reaches a repository may read what it is called.
        var permissions = new Dictionary<string, AccessLevel>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text.Split(':', StringSplitOptions.TrimEntries) is not [var area, var level])
                throw new FormatException($"'{text}' is not a permission such as 'contents: write'.");
            permissions[area] = Enum.Parse<AccessLevel>(level, ignoreCase: true);
        }

        if (permissions.Count > 0) permissions.TryAdd("metadata", AccessLevel.Read);
        return permissions;
    }
}
