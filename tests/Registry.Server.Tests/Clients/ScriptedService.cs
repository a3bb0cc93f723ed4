using System.Net;
using System.Text;

namespace Registry.Server.Tests.Clients;

/// <summary>A service that answers as a test says, one answer after the other; a call that nobody foresaw fails.</summary>
internal sealed class ScriptedService : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = [];

    /// <summary>What was asked: the address, and the credentials that were shown.</summary>
    public List<(string Address, string? Authorization, string? LastEventId)> Asked { get; } = [];

    public ScriptedService Answer(HttpStatusCode status, string? body = null, string type = "application/json", Action<HttpResponseMessage>? also = null) => Answer(_ =>
    {
        var answer = new HttpResponseMessage(status) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        also?.Invoke(answer);
        return answer;
    });

    public ScriptedService Answer(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    /// <summary>Fails when an answer was not asked for.</summary>
    public void IsUsedUp() => Assert.Empty(_answers);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add((request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString(), request.Headers.TryGetValues("Last-Event-ID", out var ids) ? ids.Single() : null));
        Assert.True(_answers.TryDequeue(out var answer), $"nobody foresaw {request.Method} {request.RequestUri}");
        var response = answer(request);
        response.RequestMessage = request;
        return Task.FromResult(response);
    }
}
