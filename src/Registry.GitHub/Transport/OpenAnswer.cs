using System.Buffers;
using System.Security.Cryptography;
using Registry.Core.Sources;
using Registry.GitHub.Errors;

namespace Registry.GitHub.Transport;

/// <summary>An answer whose body is still to be read, and what its request holds until then.</summary>
internal sealed class OpenAnswer(ApiRequest request, HttpResponseMessage response, StallGuard guard, IDisposable turn) : IDisposable
{
    private const int BufferSize = 80 * 1024;
    // Nothing that is read at once is nearly as large; contents of a file end at 100 MB.
    private const int MaxBody = 128 * 1024 * 1024;

    public HttpResponseMessage Response => response;

    /// <summary>Reads the body into memory.</summary>
    /// <exception cref="GitHubException">It ends early, or is absurdly large.</exception>
    public async Task<ApiAnswer> ReadAsync()
    {
        using var body = new MemoryStream();
        await ReadAsync(chunk =>
        {
            if (body.Length + chunk.Length > MaxBody) throw Failures.Malformed(request, $"it has more than {MaxBody} bytes");
            body.Write(chunk.Span);
            return ValueTask.CompletedTask;
        });
        return ApiAnswer.Of(response, body.ToArray());
    }

    /// <summary>Copies the body, which must have <paramref name="size"/> bytes.</summary>
    /// <returns>The digest of what was copied.</returns>
    /// <exception cref="GitHubException">It has another size.</exception>
    public async Task<Digest> CopyAsync(Stream destination, long size, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long copied = 0;
        await ReadAsync(async chunk =>
        {
            if ((copied += chunk.Length) > size) throw Failures.Malformed(request, $"it has more than the {size} bytes of the asset");
            hash.AppendData(chunk.Span);
            await destination.WriteAsync(chunk, cancellationToken);
        });
        if (copied < size) throw Failures.Interrupted(request, $"the answer ended after {copied} of {size} bytes");
        return Digest.FromHash(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        response.Dispose();
        guard.Dispose();
        turn.Dispose();
    }

    private async Task ReadAsync(Func<ReadOnlyMemory<byte>, ValueTask> take)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var stream = await Faults.TranslateAsync(request, guard, () => response.Content.ReadAsStreamAsync(guard.Token));
            int count;
            while ((count = await Faults.TranslateAsync(request, guard, () => stream.ReadAsync(buffer, guard.Token).AsTask())) > 0)
            {
                await take(buffer.AsMemory(0, count));
                guard.Progress();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
