namespace Registry.FakeGitHub.Access;

/// <summary>Who asks, and what for.</summary>
internal sealed record Token
{
    public required string Value { get; init; }

    /// <summary>The name that what is made with it bears.</summary>
    public required string Login { get; init; }

    public required TokenKind Kind { get; init; }

    /// <summary>Levels by area.</summary>
    public required IReadOnlyDictionary<string, AccessLevel> Permissions { get; init; }

    /// <summary>The repositories that it reaches; <see langword="null"/> for all.</summary>
    public IReadOnlySet<long>? Repositories { get; init; }

    /// <summary>When it ends to be good; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The app whose installation it is.</summary>
    public App? App { get; init; }

    /// <summary>Whether it may do what an operation needs in a repository.</summary>
    public bool Meets(Requirement requirement, long repository) =>
        Reaches(repository) && MeetsAnywhere(requirement);

    /// <summary>Whether it may do what an operation needs in an organization, which a workflow's token never may.</summary>
    public bool MeetsInOrganization(Requirement requirement) => Kind != TokenKind.Workflow && MeetsAnywhere(requirement);

    /// <summary>Whether the repository exists for it.</summary>
    public bool Reaches(long repository) => Permissions.Count > 0 && (Repositories is null || Repositories.Contains(repository));

    /// <summary>Whether it may push, which is what shows drafts.</summary>
    public bool MayPush(long repository) => Meets(Requirement.Write("contents"), repository);

    private bool MeetsAnywhere(Requirement requirement) => requirement.Areas.Any(area => Permissions.GetValueOrDefault(area) >= requirement.Level);
}
