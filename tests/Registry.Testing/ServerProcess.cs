using System.Diagnostics;
using System.Text.Json;

namespace Registry.Testing;

/// <summary>The service in a process of its own.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly string[] s_inherited = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "TMPDIR"];

    private readonly Process _process;
    private readonly CancellationToken _cancelled;
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process, CancellationToken cancelled)
    {
        (_process, _cancelled) = (process, cancelled);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>The command line in the folder that it is built to, with the service below: <c>tests/X/bin/Debug/net10.0</c> says which.</summary>
    public static string CommandLine
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            var (framework, configuration) = (folder.Name, folder.Parent!.Name);
            return RepositoryFolder.PathOf("src", "Registry.Cli", "bin", configuration, framework, "registry.dll");
        }
    }

    /// <summary>The service that the command line starts.</summary>
    public static string Service => Path.Combine(Path.GetDirectoryName(CommandLine)!, "server", "Registry.Server.dll");

    /// <summary>How it ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Where it listens, once it does.</summary>
    public Task<Uri> Address => _address.Task.WaitAsync(_cancelled);

    /// <summary>All that it has printed.</summary>
    public string Text => string.Concat(Lines.Select(line => line + "\n"));

    /// <summary>The lines that it has printed.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Runs an assembly with arguments; the service itself, or the command line.</summary>
    /// <param name="sandbox">Where it runs.</param>
    /// <param name="assembly">The assembly.</param>
    /// <param name="variables">What it sees beside the variables of the sandbox.</param>
    /// <param name="cancelled">Ends whatever is waited for.</param>
    /// <param name="arguments">The arguments.</param>
    public static ServerProcess Start(GitSandbox sandbox, string assembly, IReadOnlyDictionary<string, string> variables, CancellationToken cancelled, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = sandbox.Path,
        };
        start.Environment.Clear();
        foreach (var name in s_inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        start.Environment["REGISTRY_HOME"] = sandbox.Combine("state");
        foreach (var (name, value) in sandbox.Environment.Concat(variables)) start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!, cancelled);
    }

    /// <summary>Waits until it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = await Address };
        while (true)
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), _cancelled);
            if (answer.IsSuccessStatusCode) return;
        }
    }

    /// <summary>Waits until so many of its lines have a text.</summary>
    /// <exception cref="InvalidOperationException">It is not said in time; the message has all that was said.</exception>
    public async Task SaysAsync(string text, int times = 1)
    {
        while (true)
        {
            Task more;
            lock (_lines)
            {
                if (_lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times) return;
                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(_cancelled);
            }
            catch (OperationCanceledException error)
            {
                throw new InvalidOperationException($"the service does not say '{text}' {times} times:\n{Text}", error);
            }
        }
    }

    /// <summary>Sends it a signal, such as <c>KILL</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends its standard input.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Waits until it has ended, and all that it printed is read.</summary>
    public async Task EndAsync()
    {
        await _process.WaitForExitAsync(_cancelled);
        await _reading.WaitAsync(_cancelled);
    }

    /// <inheritdoc/>
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
            TaskCompletionSource told;
            lock (_lines)
            {
                _lines.Add(line);
                (told, _more) = (_more, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            told.SetResult();
            if (!line.Contains("Now listening on", StringComparison.Ordinal)) continue;
            using var json = JsonDocument.Parse(line);
            _address.TrySetResult(new Uri(json.RootElement.GetProperty("State").GetProperty("address").GetString()!));
        }
    }
}
