using System.Buffers;
using System.IO.Pipelines;

namespace Registry.Git.Import;

/// <summary>Reads lines of bytes, a batch at a time. Empty lines are counted, and left out.</summary>
/// <param name="input">The stream.</param>
internal sealed class LineReader(Stream input)
{
    private readonly PipeReader _pipe = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 256 * 1024, leaveOpen: true));
    private long _number;

    /// <summary>The next lines with their numbers, from 1; empty at the end.</summary>
    /// <param name="most">Most lines.</param>
    /// <param name="mostBytes">Most bytes; one line more is read when it exceeds them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<(long Number, byte[] Line)>> ReadAsync(int most, long mostBytes, CancellationToken cancellationToken)
    {
        List<(long, byte[])> lines = [];
        long bytes = 0;
        while (lines.Count < most && bytes < mostBytes)
        {
            var result = await _pipe.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (lines.Count < most && bytes < mostBytes && TakeLine(ref buffer, result.IsCompleted, out var line))
            {
                _number++;
                if (line.Length == 0) continue;
                lines.Add((_number, line));
                bytes += line.Length;
            }

            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted && buffer.IsEmpty) break;
        }

        return lines;
    }

    private static bool TakeLine(ref ReadOnlySequence<byte> buffer, bool isEnd, out byte[] line)
    {
        line = [];
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = Trimmed(buffer.Slice(0, end));
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        if (!isEnd || buffer.IsEmpty) return false;
        line = Trimmed(buffer);
        buffer = buffer.Slice(buffer.End);
        return true;
    }

    private static byte[] Trimmed(ReadOnlySequence<byte> line)
    {
        var bytes = line.ToArray();
        return bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes;
    }
}
