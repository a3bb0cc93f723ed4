using System.Net;

namespace Registry.GitHub.Transport;

/// <summary>A complete answer.</summary>
internal sealed record ApiAnswer(HttpStatusCode Status, byte[] Body)
{
    /// <summary>The address of the next page.</summary>
    public Uri? Next { get; init; }

    /// <summary>The permissions that the request needs, from <c>X-Accepted-GitHub-Permissions</c>.</summary>
    public string? AcceptedPermissions { get; init; }

    public static ApiAnswer Of(HttpResponseMessage response, byte[] body) => new(response.StatusCode, body)
    {
        Next = LinkHeader.Next(Header(response, "Link")),
        AcceptedPermissions = Header(response, "X-Accepted-GitHub-Permissions"),
    };

    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
