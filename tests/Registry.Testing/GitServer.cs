using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Registry.Testing;

/// <summary>A real HTTP server that serves a directory of repositories through <c>git http-backend</c>, and fails on request.</summary>
public sealed class GitServer : IAsyncDisposable
{
    private readonly GitBackend _backend;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _loop;
    private int _fetches;

    /// <summary>Starts to serve.</summary>
    /// <param name="sandbox">Where git runs; its repositories are served.</param>
    public GitServer(GitSandbox sandbox)
    {
        _backend = new GitBackend(sandbox.Path, sandbox.Environment);
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}";
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>The address of the directory, without a slash at its end.</summary>
    public string Url { get; }

    /// <summary>Decides what goes wrong with a request, given its method and its target, such as <c>/a.git/git-receive-pack</c>.</summary>
    public Func<string, string, GitServerFault> Fault { get; set; } = (_, _) => GitServerFault.None;

    /// <summary>How often objects were asked for since the last <see cref="ForgetFetches"/>.</summary>
    public int Fetches => Volatile.Read(ref _fetches);

    /// <summary>Counts <see cref="Fetches"/> from zero again.</summary>
    public void ForgetFetches() => Volatile.Write(ref _fetches, 0);

    /// <summary>The address of a repository.</summary>
    public string UrlOf(string repository) => $"{Url}/{Path.GetFileName(repository)}";

    /// <summary>Fails requests that push, and lets the others pass.</summary>
    public void FailPushes(GitServerFault fault) =>
        Fault = (method, target) => method == "POST" && target.EndsWith("/git-receive-pack", StringComparison.Ordinal) ? fault : GitServerFault.None;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                connections.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception error) when (error is SocketException or InvalidOperationException)
        {
            // The listener was closed, be it between two calls.
        }

        await Task.WhenAll(connections);
    }

    /// <summary>One request a connection; closing the socket ends the answer, or cuts it.</summary>
    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            if (await GitServerRequest.ReadAsync(stream) is not { } request) return;
            if (request.IsFetch) Interlocked.Increment(ref _fetches);
            var fault = Fault(request.Method, request.Target);
            switch (fault)
            {
                case GitServerFault.CutBefore:
                    break;
                case GitServerFault.Unavailable:
                    await stream.WriteAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                    break;
                case GitServerFault.Forbidden:
                    await stream.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                    break;
                case GitServerFault.DropAnswer:
                    await _backend.RunAsync(request);
                    break;
                default:
                    await stream.WriteAsync(ToHttp(await _backend.RunAsync(request)));
                    break;
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    /// <summary>A CGI answer becomes an HTTP answer by a first line.</summary>
    private static byte[] ToHttp(GitBackendAnswer answer)
    {
        var head = string.Concat(answer.Headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {answer.Status} {(HttpStatusCode)answer.Status}\r\nConnection: close\r\n{head}\r\n"), .. answer.Body.Span];
    }
}
