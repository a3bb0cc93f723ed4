using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Limits;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.GraphQl;

/// <summary>As much of GraphQL as the <c>gh</c> command asks of releases.</summary>
internal sealed class GraphQlEndpoint(RepositoryStore repositories, Tokens tokens, RateLimits limits)
{
    public async Task<Answer> AnswerAsync(Exchange exchange)
    {
        try
        {
            var token = tokens.Find(exchange.Header("Authorization")) ?? throw Refusal.Because(401, "This endpoint requires you to be authenticated.");
            var key = LimitKey.Of(token, null, "graphql");
            if (limits.Begin(key, exchange.Method) is { } refused) return refused;
            limits.End(key, counts: true);
            using var body = JsonDocument.Parse(await exchange.BodyAsync());
            var variables = body.RootElement.TryGetProperty("variables", out var given) && given.ValueKind == JsonValueKind.Object ? JsonObject.Create(given)! : [];
            var fields = new GraphQlParser(body.RootElement.GetProperty("query").GetString()!, variables).Parse();
            return Answer.Ok(new JsonObject { ["data"] = GraphQlNode.Select(new GraphQlRoot(repositories, token, exchange.Origins).Resolve, fields) });
        }
        catch (Refusal refusal)
        {
            return refusal.Answer;
        }
        catch (JsonException)
        {
            return Refusal.Because(400, "Problems parsing JSON").Answer;
        }
        catch (GraphQlException error)
        {
            return Answer.Ok(new JsonObject { ["data"] = null, ["errors"] = new JsonArray(new JsonObject { ["type"] = error.Type, ["message"] = error.Message }) });
        }
    }
}
