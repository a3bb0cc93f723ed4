namespace Registry.Bench.Processes;

/// <summary>Reads output to its end.</summary>
internal static class Drain
{
    private const int BufferSize = 1 << 20;

    /// <summary>How many bytes came.</summary>
    public static async Task<long> BytesAsync(Stream stream)
    {
        var buffer = new byte[BufferSize];
        long bytes = 0;
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;) bytes += count;
        return bytes;
    }
}
