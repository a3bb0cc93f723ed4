using System.Text;

namespace Registry.FakeGitHub.Users;

/// <summary>The identifiers of GraphQL.</summary>
internal static class NodeId
{
    public static string Of(string type, object id) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{type}{id}"));
}
