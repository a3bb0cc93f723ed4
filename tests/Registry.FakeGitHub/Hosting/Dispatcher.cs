using Microsoft.AspNetCore.Http;
using Registry.FakeGitHub.Description;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.GraphQl;
using Registry.FakeGitHub.Releases;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Brings every request to the part of the server that answers it.</summary>
internal sealed class Dispatcher(
    ApiEndpoint api, GitEndpoint git, GraphQlEndpoint graphQl, AssetStorage storage, FaultyEndpoint faulty, Violations violations, TimeProvider time,
    Action<RequestRecord> record)
{
    /// <summary>The addresses, which are known only when the server listens.</summary>
    public Origins Origins { get; set; } = new("", "", "");

    public async Task HandleAsync(HttpContext context)
    {
        var exchange = new Exchange(context, Origins);
        try
        {
            var answer = await AnswerAsync(exchange);
            if (answer is null)
            {
                exchange.Cut();
                return;
            }

            await exchange.SendAsync(answer, time.GetUtcNow());
            // Whoever goes on sending after an early answer finds the connection closed.
            if (exchange.Header("Expect") is null && answer.Headers.ContainsKey("Connection")) exchange.Cut();
        }
        catch (OperationCanceledException) when (exchange.Gone.IsCancellationRequested)
        {
            // The client did not wait.
        }
        catch (IOException)
        {
            // The client has gone while its request was read.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // An error of the fake's own must fail the test, which sees a 500 and, at the end, the reason.
            violations.Add($"{exchange.Record}: {error}");
            exchange.Cut();
        }
    }

    private Task<Answer?> AnswerAsync(Exchange exchange)
    {
        if (Is(exchange, Origins.Storage, "")) return ServeAsync(exchange, "GET /storage/{asset_id}", _ => StoredAsync(exchange));
        if (GitEndpoint.OperationOf(exchange) is { } operation) return ServeAsync(exchange, operation, _ => git.AnswerAsync(exchange));
        if (exchange is { Method: "POST", Path: "/graphql" }) return ServeAsync(exchange, "POST /graphql", _ => graphQl.AnswerAsync(exchange));

        var match = Match(exchange);
        var name = match is { } found ? $"{found.Operation.Method} {found.Operation.Template}" : $"{exchange.Method} {exchange.Path}";
        return ServeAsync(exchange, name, fault => api.AnswerAsync(exchange, match, Is(exchange, Origins.Uploads, "uploads."), fault));
    }

    private async Task<Answer?> ServeAsync(Exchange exchange, string operation, Func<FaultKind?, Task<Answer>> work)
    {
        exchange.Record.Operation = operation;
        record(exchange.Record);
        return await faulty.AnswerAsync(exchange, work);
    }

    private (ApiOperation Operation, Dictionary<string, string> Path)? Match(Exchange exchange)
    {
        try
        {
            return api.Match(exchange);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    private Task<Answer> StoredAsync(Exchange exchange) => Task.FromResult(storage.Get(exchange.Path, exchange.Header("Authorization") is not null));

    /// <summary>Whether a request came to this address, by its port or, through a proxy, by its host.</summary>
    private static bool Is(Exchange exchange, string origin, string host) =>
        exchange.Port == new Uri(origin).Port || (host.Length > 0 && exchange.Host.StartsWith(host, StringComparison.Ordinal));
}
