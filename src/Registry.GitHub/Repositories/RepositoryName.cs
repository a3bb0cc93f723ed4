using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Registry.GitHub.Repositories;

/// <summary>A repository's name, written <c>owner/name</c>. As for GitHub, case tells no two apart.</summary>
public sealed partial class RepositoryName : IEquatable<RepositoryName>
{
    /// <summary>What the text form looks like, for messages.</summary>
    public const string Expected = "owner/name, such as acme/registry";

    private RepositoryName(string owner, string name) => (Owner, Name) = (owner, name);

    /// <summary>The person or organisation.</summary>
    public string Owner { get; }

    /// <summary>The name within the owner's repositories.</summary>
    public string Name { get; }

    /// <summary>Parses the text form.</summary>
    /// <exception cref="FormatException">The text is not a repository's name.</exception>
    public static RepositoryName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a repository on GitHub; expected {Expected}.");

    /// <summary>Parses the text form; false when it is something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RepositoryName? name)
    {
        var match = Form().Match(text ?? "");
        name = match.Success && match.Groups["name"].Value is not ("." or "..") ? new RepositoryName(match.Groups["owner"].Value, match.Groups["name"].Value) : null;
        return name is not null;
    }

    /// <inheritdoc/>
    public bool Equals(RepositoryName? other) => other is not null && ToString().Equals(other.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RepositoryName);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}/{Name}";

    // An underscore stands in the names that an enterprise gives its people.
    [GeneratedRegex(@"^(?<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,99})/(?<name>[A-Za-z0-9._-]{1,100})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
