using System.Security.Cryptography;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Description;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.Limits;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Answers requests to the API.</summary>
internal sealed class ApiEndpoint(Routes routes, RepositoryStore repositories, Tokens tokens, RateLimits limits, FaultQueue faults, Violations violations)
{
    private static readonly string[] s_versions = ["2022-11-28", "2026-03-10"];

    /// <summary>The operation that a request means, and the values of its path; <see langword="null"/> when there is none.</summary>
    public (ApiOperation Operation, Dictionary<string, string> Path)? Match(Exchange exchange)
    {
        // The root is the one folder of a commit that ends in a slash.
        if (exchange.Path.EndsWith('/') && !exchange.Path.EndsWith("/contents/", StringComparison.Ordinal)) return null;
        return ApiDescription.GitHub.Match(exchange.Method, repositories.WithName(exchange.Path));
    }

    public async Task<Answer> AnswerAsync(Exchange exchange, (ApiOperation Operation, Dictionary<string, string> Path)? match, bool isUpload, FaultKind? fault)
    {
        if (string.IsNullOrWhiteSpace(exchange.Header("User-Agent")))
            return Answer.Page(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.\n");
        if (exchange.Header("X-GitHub-Api-Version") is { } version && !s_versions.Contains(version))
            return Refusal.Because(400, $"The version '{version}' in the X-GitHub-Api-Version header is not supported.").Answer;

        try
        {
            if (match is not { } found || found.Operation.TakesFile != isUpload) throw Refusal.NotFound();
            var route = routes[found.Operation.Id];
            var app = route.Requirement == Requirement.App ? tokens.FindApp(exchange.Header("Authorization")) : null;
            var token = app is null ? tokens.Find(exchange.Header("Authorization")) : null;
            var repository = found.Path.TryGetValue("owner", out var owner) ? repositories.Find($"{owner}/{found.Path["repo"]}") : null;
            // Asking for the limits is free.
            return await LimitedAsync(
                exchange, LimitKey.Of(token, repository?.Id, "core"), isFree: found.Operation.Id == "rate-limit/get",
                () => RunAsync(exchange, found.Operation, found.Path, route, token, app, fault));
        }
        catch (Refusal refusal)
        {
            return WithHeaders(refusal.Answer, LimitKey.Of(null, null, "core"));
        }
    }

    private async Task<Answer> LimitedAsync(Exchange exchange, LimitKey key, bool isFree, Func<Task<Answer>> work)
    {
        if (isFree) return WithHeaders(await work(), key);
        if (limits.Begin(key, exchange.Method) is { } refused) return WithHeaders(refused, key);
        Answer? answer = null;
        try
        {
            answer = await work();
            // Who waits for an answer is still at it, as far as the limit of requests at one time goes.
            await faults.HoldAsync(exchange.Record, exchange.Gone);
        }
        finally
        {
            limits.End(key, counts: answer?.Status != 304);
        }

        return WithHeaders(answer, key);
    }

    private async Task<Answer> RunAsync(
        Exchange exchange, ApiOperation operation, Dictionary<string, string> path, Route route, Token? token, App? app, FaultKind? fault)
    {
        Answer answer;
        try
        {
            var repository = path.TryGetValue("owner", out var owner) ? Gatekeeper.Repository(repositories, $"{owner}/{path["repo"]}", token, app) : null;
            if (repository is not null && Gatekeeper.Moved(repository, $"{owner}/{path["repo"]}", exchange) is { } moved) return moved;
            Gatekeeper.Demand(route.Requirement, token, repository);
            var call = await CallReader.ReadAsync(exchange, operation, path, repository, token, app, fault);
            answer = repository is null ? await route.Handler(call) : await repository.InTurnAsync(() => route.Handler(call));
        }
        catch (Refusal refusal)
        {
            answer = refusal.Answer;
        }

        // What a fault spoils is not held against the description.
        if (answer.Status < 500 && (answer.IsJson || answer.Body.Length == 0)) violations.AddRange(AnswerValidator.Check(operation, answer.Status, answer.Body));
        return Conditional(exchange, answer);
    }

    /// <summary>A reader that has the answer already is told so.</summary>
    private static Answer Conditional(Exchange exchange, Answer answer)
    {
        if (exchange.Method != "GET" || answer.Status != 200) return answer;
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(answer.Body))}\"";
        var result = exchange.Header("If-None-Match") == tag ? new Answer(304) : answer;
        result.Headers["ETag"] = tag;
        result.Headers["Cache-Control"] = "private, max-age=60, s-maxage=60";
        result.Headers["Vary"] = "Accept, Authorization, Cookie, X-GitHub-OTP";
        return result;
    }

    private Answer WithHeaders(Answer answer, LimitKey key)
    {
        var (limit, used, remaining, reset) = limits.State(key);
        answer.Headers["X-RateLimit-Limit"] = $"{limit}";
        answer.Headers["X-RateLimit-Used"] = $"{used}";
        answer.Headers["X-RateLimit-Remaining"] = $"{remaining}";
        answer.Headers["X-RateLimit-Reset"] = $"{reset}";
        answer.Headers["X-RateLimit-Resource"] = "core";
        answer.Headers["X-GitHub-Request-Id"] = Guid.NewGuid().ToString("N").ToUpperInvariant();
        answer.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        return answer;
    }
}
