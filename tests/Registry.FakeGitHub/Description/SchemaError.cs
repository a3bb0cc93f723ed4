namespace Registry.FakeGitHub.Description;

/// <summary>A place where a value breaks its schema.</summary>
/// <param name="Path">The names that lead to the value, joined by <c>/</c>; empty for the whole.</param>
/// <param name="Code">GitHub's code: <c>missing_field</c> or <c>invalid</c>.</param>
/// <param name="Message">What is wrong, in GitHub's words.</param>
internal sealed record SchemaError(string Path, string Code, string Message)
{
    /// <summary>The last name of the path.</summary>
    public string Field => Path[(Path.LastIndexOf('/') + 1)..];
}
