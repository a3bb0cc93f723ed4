using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Registry.Testing;

namespace Registry.Server.Tests.Processes;

/// <summary>The service in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly string[] s_inherited = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "TMPDIR"];

    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private ServerProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public int ExitCode => _process.ExitCode;

    public int Id => _process.Id;

    /// <summary>Where it listens, once it does.</summary>
    public Task<Uri> Address => _address.Task.WaitAsync(TestContext.Current.CancellationToken);

    /// <summary>All that it has printed.</summary>
    public string Text
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    /// <summary>Runs an assembly with arguments; the service itself, or the command line.</summary>
    public static ServerProcess Start(GitSandbox sandbox, string assembly, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = sandbox.Path,
        };
        start.Environment.Clear();
        foreach (var name in s_inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        foreach (var (name, value) in sandbox.Environment.Concat(variables)) start.Environment[name] = value;
        start.Environment["REGISTRY_HOME"] = sandbox.Combine("state");
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = await Address };
        while (true)
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode) return;
        }
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void CloseInput() => _process.StandardInput.Close();

    public async Task EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _reading.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_text) _text.AppendLine(line);
            if (!line.Contains("Now listening on", StringComparison.Ordinal)) continue;
            using var json = JsonDocument.Parse(line);
            _address.TrySetResult(new Uri(json.RootElement.GetProperty("State").GetProperty("address").GetString()!));
        }
    }
}
