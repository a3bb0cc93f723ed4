namespace Registry.Git.Processes;

/// <summary>Reads git's output in large steps, and cuts it at separators without copying. For one reader at a time.</summary>
internal sealed class GitReader(Stream stream)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>
    /// The bytes before the next <paramref name="separator"/>, valid until the next call; <see langword="null"/> at the end. Bytes
    /// after the last separator are given as the last piece.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadToAsync(byte separator, CancellationToken cancellationToken)
    {
        for (var searched = 0; ;)
        {
            var index = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf(separator);
            if (index >= 0) return Take(searched + index, 1);
            searched = _end - _start;
            if (await FillAsync(cancellationToken)) continue;
            // Not a bare null, which would become an empty piece: an array converts to memory, and null is an array.
            return searched == 0 ? default(ReadOnlyMemory<byte>?) : Take(searched, 0);
        }
    }

    /// <summary>Reads exactly as many bytes as <paramref name="target"/> has.</summary>
    /// <exception cref="EndOfStreamException">There are not that many.</exception>
    public ValueTask ReadExactlyAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var ready = Math.Min(target.Length, _end - _start);
        _buffer.AsMemory(_start, ready).CopyTo(target);
        _start += ready;
        return ready == target.Length ? ValueTask.CompletedTask : stream.ReadExactlyAsync(target[ready..], cancellationToken);
    }

    /// <summary>Passes over one byte.</summary>
    public async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        if (_start == _end && !await FillAsync(cancellationToken)) throw new EndOfStreamException();
        _start++;
    }

    private ReadOnlyMemory<byte> Take(int length, int separator)
    {
        var piece = _buffer.AsMemory(_start, length);
        _start += length + separator;
        return piece;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += count;
        return count > 0;
    }
}
