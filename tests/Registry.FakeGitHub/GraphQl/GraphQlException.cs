namespace Registry.FakeGitHub.GraphQl;

/// <summary>A query that cannot be answered.</summary>
/// <param name="type">GitHub's type of the error, such as <c>NOT_FOUND</c>.</param>
/// <param name="message">What is wrong.</param>
internal sealed class GraphQlException(string type, string message) : Exception(message)
{
    public string Type { get; } = type;
}
