using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Who may see and do what.</summary>
internal static class Gatekeeper
{
    /// <summary>The repository of a name it has or had.</summary>
    /// <exception cref="Refusal">There is none, as far as the asker may know.</exception>
    public static FakeRepository Repository(RepositoryStore repositories, string fullName, Token? token, App? app)
    {
        var repository = repositories.Find(fullName) ?? repositories.FindFormer(fullName);
        return repository is not null && (!repository.IsPrivate || app is not null || token?.Reaches(repository.Id) == true) ? repository : throw Refusal.NotFound();
    }

    /// <summary>The way to a repository that was renamed: readers may forget the old address, writers must ask again in the same way.</summary>
    public static Answer? Moved(FakeRepository repository, string fullName, Exchange exchange)
    {
        if (repository.FullName.Equals(fullName, StringComparison.OrdinalIgnoreCase)) return null;
        var origin = exchange.Path.EndsWith("/assets", StringComparison.Ordinal) && exchange.Method == "POST" ? exchange.Origins.Uploads : exchange.Origins.Api;
        var rest = string.Concat(exchange.Path.Split('/').Skip(4).Select(segment => $"/{segment}"));
        var url = $"{origin}/repositories/{repository.Id}{rest}{exchange.QueryString}";
        var (status, message) = exchange.Method == "GET" ? (301, "Moved Permanently") : (307, "Temporary Redirect");
        return Answer.Redirect(status, url, new JsonObject { ["message"] = message, ["url"] = url, ["documentation_url"] = Refusal.Documentation });
    }

    /// <summary>Demands what an operation needs.</summary>
    /// <exception cref="Refusal">The token does not have it.</exception>
    public static void Demand(Requirement requirement, Token? token, FakeRepository? repository)
    {
        if (requirement == Requirement.SignedIn && token is null) throw Refusal.Because(401, "Requires authentication");
        if (requirement.Areas.Count == 0) return;
        // What is public may be read by everybody.
        if (requirement.Level == AccessLevel.Read && repository is { IsPrivate: false } && !requirement.Areas.Contains("administration")) return;
        if (token is null) throw Refusal.Because(401, "Requires authentication");
        if (repository is null ? token.MeetsInOrganization(requirement) : token.Meets(requirement, repository.Id)) return;

        var refusal = Refusal.Because(403, $"Resource not accessible by {(token.Kind == TokenKind.Personal ? "personal access token" : "integration")}");
        refusal.Answer.Headers["X-Accepted-GitHub-Permissions"] = requirement.ToString();
        throw refusal;
    }
}
