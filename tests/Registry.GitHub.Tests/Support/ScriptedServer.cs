using System.Net;
using System.Net.Sockets;

namespace Registry.GitHub.Tests.Support;

/// <summary>A real HTTP server that answers as it is told, each answer once.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _lock = new();
    private readonly List<(string Request, ScriptedAnswer Answer)> _script = [];
    private readonly List<ReceivedRequest> _received = [];
    private readonly List<string> _unexpected = [];
    private readonly Task _loop;

    public ScriptedServer()
    {
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>The address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>All requests so far, in the order in which they came.</summary>
    public IReadOnlyList<ReceivedRequest> Received
    {
        get
        {
            lock (_lock) return [.. _received];
        }
    }

    /// <summary>Answers the next request of a method to a target, such as <c>/repos/a/b?page=2</c>.</summary>
    public void Expect(string method, string target, ScriptedAnswer answer)
    {
        lock (_lock) _script.Add(($"{method} {target}", answer));
    }

    /// <summary>Fails the test when a request was not expected, or an answer was not asked for.</summary>
    public void Verify()
    {
        lock (_lock)
        {
            Assert.Empty(_unexpected);
            Assert.Empty(_script.Select(step => step.Request));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _loop;
        _listener.Dispose();
        _closing.Dispose();
    }

    private async Task LoopAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_closing.Token);
                connections.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await using var closing = _closing.Token.Register(socket.Dispose);
        try
        {
            while (await ReceivedRequest.ReadAsync(stream) is { } request)
            {
                var answer = Next(request);
                if (!answer.IsEarly) await request.ReadBodyAsync(stream, answer.AnswersAfter);
                await answer.Before();
                if (answer.Drops) return;
                await stream.WriteAsync(answer.ToBytes());
                if (!answer.EndsConnection) continue;
                // What the client still sends is taken: unread, it would make the answer's end a reset.
                socket.Shutdown(SocketShutdown.Send);
                await stream.CopyToAsync(Stream.Null);
                return;
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The client has gone, or the test is over.
        }
    }

    private ScriptedAnswer Next(ReceivedRequest request)
    {
        lock (_lock)
        {
            _received.Add(request);
            var line = $"{request.Method} {request.Target}";
            var step = _script.FindIndex(step => step.Request == line);
            if (step < 0)
            {
                _unexpected.Add(line);
                return new ScriptedAnswer { Status = 418 };
            }

            var answer = _script[step].Answer;
            _script.RemoveAt(step);
            return answer;
        }
    }
}
