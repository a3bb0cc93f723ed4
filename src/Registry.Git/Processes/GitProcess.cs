using System.Diagnostics;
using System.Text;

namespace Registry.Git.Processes;

/// <summary>A running git. Disposing it before its end kills it and everything that it started.</summary>
internal sealed class GitProcess : IAsyncDisposable
{
    private const int MostErrorText = 32 * 1024;

    /// <summary>What the pipe of every system takes before anybody reads it.</summary>
    private const int PipeCapacity = 4 * 1024;

    // A helper that git left behind, such as an ssh connection kept open, may hold the stream of the errors open.
    private static readonly TimeSpan s_patienceForErrors = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_patienceForEnd = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly StringBuilder _error = new();
    private readonly Task _errorReader;

    public GitProcess(Process process)
    {
        _process = process;
        // A thread of its own, without async, for the same reason as in CatFile.
#pragma warning disable CA2000 // The thread closes it.
        var errors = BlockingPipe.TakeOver(process.StandardError.BaseStream);
#pragma warning restore CA2000
        _errorReader = Task.Factory.StartNew(() => ReadError(errors), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What git reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What git writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Told of each line of progress; set it right after the start.</summary>
    public Action<string>? Progress { get; set; }

    /// <summary>Whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Writes the input, reads the output and waits for the end, on the caller's thread, for the same reason as in <c>CatFile</c>.</summary>
    public GitOutput Run(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        using var killing = cancellationToken.Register(Kill);
        try
        {
            var writing = input.Length <= PipeCapacity ? null : Task.Run(() => WriteAll(input), CancellationToken.None);
            if (writing is null) WriteAll(input);
            using var pipe = BlockingPipe.TakeOver(Output);
            using var output = new MemoryStream();
            pipe.CopyTo(output);
            writing?.Wait(CancellationToken.None);
            return End(output.TryGetBuffer(out var bytes) ? bytes : default(ReadOnlyMemory<byte>), cancellationToken);
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested && error is IOException or ObjectDisposedException)
        {
            throw new OperationCanceledException("git was stopped.", error, cancellationToken);
        }
    }

    /// <summary>Waits for the end of a process whose output has been read.</summary>
    public GitOutput End(ReadOnlyMemory<byte> output, CancellationToken cancellationToken)
    {
        using var killing = cancellationToken.Register(Kill);
        _process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        _errorReader.Wait(s_patienceForErrors, CancellationToken.None);
        lock (_error) return new GitOutput(_process.ExitCode, output, GitUrl.Redact(_error.ToString()));
    }

    /// <summary>Waits for the end of a process whose input is closed; it ends by itself sooner than it could be killed.</summary>
    public void WaitForEnd() => _process.WaitForExit(s_patienceForEnd);

    /// <summary>Ends the process and everything that it started.</summary>
    public void Kill()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended in between, or was disposed of.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void WriteAll(ReadOnlyMemory<byte> input)
    {
        try
        {
            using var pipe = BlockingPipe.TakeOver(Input);
            pipe.Write(input.Span);
        }
        catch (IOException)
        {
            // git closed its input early; its exit code and message say why.
        }
    }

    private void ReadError(Stream errors)
    {
        using var reader = new StreamReader(errors);
        var buffer = new char[1024];
        var line = new StringBuilder();
        try
        {
            for (int count; (count = reader.Read(buffer)) > 0;)
            {
                lock (_error)
                    if (_error.Length < MostErrorText)
                        _error.Append(buffer, 0, count);
                if (Progress is { } progress) Report(buffer.AsSpan(0, count), line, progress);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was disposed of while a child of it still held the stream.
        }
    }

    /// <summary>git ends a line of progress with a carriage return until it is final.</summary>
    private static void Report(ReadOnlySpan<char> text, StringBuilder line, Action<string> progress)
    {
        foreach (var c in text)
        {
            if (c is not ('\r' or '\n'))
            {
                line.Append(c);
                continue;
            }

            if (line.Length > 0) progress(GitUrl.Redact(line.ToString()));
            line.Clear();
        }
    }
}
