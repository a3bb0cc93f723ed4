using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Registry.Testing;

/// <summary>A real HTTP server that serves a directory of repositories through <c>git http-backend</c>, and fails on request.</summary>
public sealed class GitServer : IAsyncDisposable
{
    private readonly string _root;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _loop;
    private int _fetches;

    /// <summary>Starts to serve.</summary>
    /// <param name="sandbox">Where git runs; its repositories are served.</param>
    public GitServer(GitSandbox sandbox)
    {
        _root = sandbox.Path;
        _environment = sandbox.Environment;
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
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The listener was closed.
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
                    await RunBackendAsync(request);
                    break;
                default:
                    await stream.WriteAsync(ToHttp(await RunBackendAsync(request)));
                    break;
            }
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private async Task<byte[]> RunBackendAsync(GitServerRequest request)
    {
        var start = new ProcessStartInfo("git", ["http-backend"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        start.Environment["GIT_PROJECT_ROOT"] = _root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["REMOTE_USER"] = "tester";
        start.Environment["REMOTE_ADDR"] = "127.0.0.1";
        start.Environment["REQUEST_METHOD"] = request.Method;
        var query = request.Target.IndexOf('?', StringComparison.Ordinal);
        start.Environment["PATH_INFO"] = Uri.UnescapeDataString(query < 0 ? request.Target : request.Target[..query]);
        start.Environment["QUERY_STRING"] = query < 0 ? "" : request.Target[(query + 1)..];
        start.Environment["CONTENT_LENGTH"] = request.Body.Length.ToString(CultureInfo.InvariantCulture);
        start.Environment["CONTENT_TYPE"] = request.Header("Content-Type");
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Header("Content-Encoding");
        start.Environment["GIT_PROTOCOL"] = request.Header("Git-Protocol");

        using var backend = Process.Start(start)!;
        var answer = ReadToEndAsync(backend.StandardOutput.BaseStream);
        try
        {
            await backend.StandardInput.BaseStream.WriteAsync(request.Body);
            backend.StandardInput.Close();
        }
        catch (IOException)
        {
            // The backend has seen enough.
        }

        await backend.WaitForExitAsync();
        return await answer;
    }

    private static async Task<byte[]> ReadToEndAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>A CGI answer becomes an HTTP answer by a first line; a header called Status says which.</summary>
    private static byte[] ToHttp(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        var lines = Encoding.ASCII.GetString(answer, 0, end).Split("\r\n");
        const string Status = "Status: ";
        var status = lines.FirstOrDefault(line => line.StartsWith(Status, StringComparison.OrdinalIgnoreCase))?[Status.Length..] ?? "200 OK";
        return [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n"), .. answer];
    }
}
