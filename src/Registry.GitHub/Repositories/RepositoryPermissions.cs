namespace Registry.GitHub.Repositories;

/// <summary>What somebody may do with a repository.</summary>
public sealed record RepositoryPermissions
{
    /// <summary>Read.</summary>
    public bool Pull { get; init; }

    /// <summary>Write.</summary>
    public bool Push { get; init; }

    /// <summary>Change the settings.</summary>
    public bool Admin { get; init; }
}
