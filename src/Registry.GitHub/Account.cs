namespace Registry.GitHub;

/// <summary>Who did something at GitHub.</summary>
public sealed record Account
{
    /// <summary>The name, such as <c>octocat</c> or <c>acme-registry[bot]</c>.</summary>
    public required string Login { get; init; }
}
