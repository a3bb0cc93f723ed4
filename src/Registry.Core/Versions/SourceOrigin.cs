namespace Registry.Core.Versions;

/// <summary>Where a version was built from.</summary>
public sealed record SourceOrigin
{
    /// <summary>Address of the source repository, without credentials.</summary>
    public string? Repository { get; init; }

    /// <summary>The commit's object id.</summary>
    public string? Commit { get; init; }

    /// <summary>The branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether the work tree had changes that the commit does not have.</summary>
    public bool Dirty { get; init; }
}
