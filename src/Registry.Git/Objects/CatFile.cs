using System.Buffers.Text;
using System.Text;
using Registry.Git.Processes;

namespace Registry.Git.Objects;

/// <summary>
/// One <c>git cat-file --batch-command</c>: a question and its answer at a time. The pipe is read without async: an answer takes
/// microseconds, and the machinery of waiting costs more than the wait, above all in a program that has just started.
/// </summary>
internal sealed class CatFile(GitProcess process) : IAsyncDisposable
{
    private readonly Stream _input = BlockingPipe.TakeOver(process.Input);
    private readonly BufferedStream _output = new(BlockingPipe.TakeOver(process.Output), 64 * 1024);
    private readonly MemoryStream _header = new();

    /// <summary>Starts the process.</summary>
    public static CatFile Start(GitExecutable git, GitCommand command) => new(git.Start(command));

    /// <summary>Asks for an object.</summary>
    /// <exception cref="IOException">git has ended.</exception>
    public GitObject? Read(string name, CancellationToken cancellationToken)
    {
        using var killing = cancellationToken.Register(process.Kill);
        try
        {
            _input.Write(Encoding.UTF8.GetBytes($"contents {name}\n"));
            _input.Flush();
            var header = ReadHeader();
            var last = header[(header.LastIndexOf((byte)' ') + 1)..];
            if (last.SequenceEqual("missing"u8) || last.SequenceEqual("ambiguous"u8)) return null;

            var (id, type, size) = ParseHeader(header);
            var content = new byte[size];
            _output.ReadExactly(content);
            if (_output.ReadByte() < 0) throw new EndOfStreamException("git cat-file has ended.");
            return new GitObject(id, type, content);
        }
        catch (IOException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("git was stopped.", error, cancellationToken);
        }
    }

    /// <summary>What git said before it ended.</summary>
    public GitOutput End(CancellationToken cancellationToken)
    {
        _input.Close();
        return process.End(default, cancellationToken);
    }

    /// <summary>Takes apart <c>id type size</c>.</summary>
    public static (GitObjectId Id, GitObjectType Type, int Size) ParseHeader(ReadOnlySpan<byte> header)
    {
        var size = SizeOf(header);
        var first = header.IndexOf((byte)' ');
        var last = header.LastIndexOf((byte)' ');
        return (GitObjectId.Parse(Encoding.ASCII.GetString(header[..first])), GitObjectTypeNames.Parse(header[(first + 1)..last]), size);
    }

    /// <summary>The size in <c>id type size</c>.</summary>
    public static int SizeOf(ReadOnlySpan<byte> header) =>
        Utf8Parser.TryParse(header[(header.LastIndexOf((byte)' ') + 1)..], out int size, out _)
            ? size
            : throw new FormatException($"git cat-file answered '{Encoding.UTF8.GetString(header)}'.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _input.Close();
        process.WaitForEnd();
        _output.Dispose();
        return process.DisposeAsync();
    }

    private ReadOnlySpan<byte> ReadHeader()
    {
        _header.SetLength(0);
        for (int next; (next = _output.ReadByte()) != '\n';)
        {
            if (next < 0) throw new EndOfStreamException("git cat-file has ended.");
            _header.WriteByte((byte)next);
        }

        return _header.GetBuffer().AsSpan(0, (int)_header.Length);
    }
}
