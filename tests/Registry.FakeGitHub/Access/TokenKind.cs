namespace Registry.FakeGitHub.Access;

/// <summary>What kind of token it is, which decides its limits.</summary>
public enum TokenKind
{
    /// <summary>A person's.</summary>
    Personal,

    /// <summary>An app's installation's.</summary>
    Installation,

    /// <summary>A workflow run's (<c>GITHUB_TOKEN</c>): it can never change workflow files.</summary>
    Workflow,
}
