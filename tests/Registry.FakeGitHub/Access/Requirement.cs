namespace Registry.FakeGitHub.Access;

/// <summary>What a token needs for an operation: a level in one of some areas.</summary>
/// <param name="level">The level.</param>
/// <param name="areas">Names of permissions, such as <c>contents</c>; none when the operation is about neither a repository nor an organization.</param>
internal sealed class Requirement(AccessLevel level, params IReadOnlyList<string> areas)
{
    public AccessLevel Level { get; } = level;

    public IReadOnlyList<string> Areas { get; } = areas;

    /// <summary>Nothing of a repository.</summary>
    public static Requirement None { get; } = new(AccessLevel.None);

    /// <summary>A token of a known user or installation.</summary>
    public static Requirement SignedIn { get; } = new(AccessLevel.None);

    /// <summary>The signature of an app, in place of a token.</summary>
    public static Requirement App { get; } = new(AccessLevel.None);

    /// <summary>To read in one of these areas.</summary>
    public static Requirement Read(params IReadOnlyList<string> areas) => new(AccessLevel.Read, areas);

    /// <summary>To write in one of these areas.</summary>
    public static Requirement Write(params IReadOnlyList<string> areas) => new(AccessLevel.Write, areas);

    /// <summary>As GitHub's header <c>X-Accepted-GitHub-Permissions</c> has it.</summary>
    public override string ToString() => string.Join("; ", Areas.Select(area => $"{area}={Level.ToString().ToLowerInvariant()}"));
}
