using System.Net;
using Registry.GitHub.Transport;

namespace Registry.GitHub.Releases;

/// <summary>Sends an asset's content piece by piece, and says after each that there is progress.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceSize = 80 * 1024;

    private readonly UploadSource _source;
    private readonly StallGuard _guard;

    public UploadContent(UploadSource source, StallGuard guard)
    {
        (_source, _guard) = (source, guard);
        Headers.TryAddWithoutValidation("Content-Type", ApiRequest.Binary);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = _source.Open();
        var piece = new byte[PieceSize];
        for (var left = _source.Length; left > 0;)
        {
            var count = await _source.ReadAsync(source, piece.AsMemory(0, (int)Math.Min(piece.Length, left)), cancellationToken);
            await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken);
            left -= count;
            _guard.Progress();
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _source.Length;
        return true;
    }
}
