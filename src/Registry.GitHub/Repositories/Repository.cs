namespace Registry.GitHub.Repositories;

/// <summary>A repository, as far as a registry needs it.</summary>
public sealed record Repository
{
    /// <summary>GitHub's number of it, which stays when it is renamed.</summary>
    public required long Id { get; init; }

    /// <summary>Its present name, <c>owner/name</c>: another than was asked for when it has been renamed.</summary>
    public required string FullName { get; init; }

    /// <summary>The branch that pull requests go to.</summary>
    public required string DefaultBranch { get; init; }

    /// <summary>Its page.</summary>
    public required string HtmlUrl { get; init; }

    /// <summary>Whether only some may see it.</summary>
    public bool Private { get; init; }

    /// <summary>Whether nobody may write to it.</summary>
    public bool Archived { get; init; }

    /// <summary>What the credentials may do; <see langword="null"/> when GitHub does not say, as to an App.</summary>
    public RepositoryPermissions? Permissions { get; init; }

    /// <summary>Whether it was asked for by a name that it had before.</summary>
    public bool IsRenamedFrom(RepositoryName name) => !name.ToString().Equals(FullName, StringComparison.OrdinalIgnoreCase);
}
