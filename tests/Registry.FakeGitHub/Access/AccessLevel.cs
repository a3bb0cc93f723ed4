namespace Registry.FakeGitHub.Access;

/// <summary>How much a token may do in one area; each level includes those before it.</summary>
public enum AccessLevel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Read.</summary>
    Read,

    /// <summary>Read and write.</summary>
    Write,

    /// <summary>Everything.</summary>
    Admin,
}
