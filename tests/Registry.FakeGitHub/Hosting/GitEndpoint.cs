using System.Text.RegularExpressions;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Pulls;
using Registry.FakeGitHub.Repositories;
using Registry.Testing;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Serves the repositories over git's own protocol.</summary>
internal sealed partial class GitEndpoint(
    RepositoryStore repositories, Tokens tokens, PullState pulls, PushGuard guard, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>The name that the record gives to a request; <see langword="null"/> when it is not git's.</summary>
    public static string? OperationOf(Exchange exchange) =>
        Target().Match(exchange.Path) is { Success: true } match ? $"{exchange.Method} /{{owner}}/{{repo}}.git/{match.Groups["service"].Value}" : null;

    public async Task<Answer> AnswerAsync(Exchange exchange)
    {
        var match = Target().Match(exchange.Path);
        var (name, service) = (match.Groups["name"].Value, match.Groups["service"].Value);
        var writes = service == "git-receive-pack" || exchange.Query.GetValueOrDefault("service") == "git-receive-pack";
        var repository = repositories.Find(name) ?? repositories.FindFormer(name);
        try
        {
            var token = tokens.Find(exchange.Header("Authorization"));
            if (Refuse(repository, token, writes) is { } refused) return refused;
        }
        catch (Refusal)
        {
            return Challenge();
        }

        // git follows the first redirect, and stays with where it leads.
        if (!repository!.FullName.Equals(name, StringComparison.OrdinalIgnoreCase) && service == "info/refs")
            return Answer.Redirect(301, $"{exchange.Origins.Web}/{repository.FullName}.git/{service}{exchange.QueryString}");
        // Who fetches sees the refs of pull requests as they are now, and so does who looks at the repository after a push.
        if (!writes && service == "info/refs") await RefreshAsync(repository);
        var answer = await RunAsync(exchange, repository, service);
        if (service == "git-receive-pack") await RefreshAsync(repository);
        return answer;
    }

    private static Answer? Refuse(FakeRepository? repository, Token? token, bool writes)
    {
        if (token is null && (repository is null || repository.IsPrivate || writes)) return Challenge();
        if (repository is null || (repository.IsPrivate && !token!.Reaches(repository.Id))) return Answer.Page(404, "Repository not found.\n");
        if (writes && !token!.MayPush(repository.Id)) return Answer.Page(403, "Write access to repository not granted.\n");
        return repository.IsPrivate && !token!.Meets(Requirement.Read("contents"), repository.Id) ? Answer.Page(403, "Read access to repository not granted.\n") : null;
    }

    private Task RefreshAsync(FakeRepository repository) => repository.InTurnAsync(() => pulls.RefreshAsync(repository));

    private async Task<Answer> RunAsync(Exchange exchange, FakeRepository repository, string service)
    {
        var path = repository.Git.Path;
        var backend = new GitBackend(Path.GetDirectoryName(path)!, guard.Environment(environment, repository.BurntTags));
        var answer = await backend.RunAsync(new GitServerRequest(
            exchange.Method, $"/{Path.GetFileName(path)}/{service}{exchange.QueryString}", exchange.Record.Headers, await exchange.BodyAsync()));
        var result = Answer.File(answer.Body.ToArray(), answer.Headers.First(header => header.Key == "Content-Type").Value, answer.Status);
        foreach (var (name, value) in answer.Headers.Where(header => header.Key is "Cache-Control" or "Pragma" or "Expires")) result.Headers[name] = value;
        return result;
    }

    private static Answer Challenge()
    {
        var answer = Answer.Page(401, "Repository not found.\n");
        answer.Headers["WWW-Authenticate"] = "Basic realm=\"GitHub\"";
        return answer;
    }

    [GeneratedRegex("^/(?<name>[^/]+/[^/]+?)(\\.git)?/(?<service>info/refs|git-upload-pack|git-receive-pack)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Target();
}
