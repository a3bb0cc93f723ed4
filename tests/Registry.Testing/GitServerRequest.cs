using System.Globalization;
using System.Text;

namespace Registry.Testing;

/// <summary>An HTTP request, read completely.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Target">Path and query, as they were sent.</param>
/// <param name="Headers">The headers, by their names without regard to case.</param>
/// <param name="Body">The body, without the framing of chunks.</param>
public sealed record GitServerRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Whether it asks for objects: in version 2 of git's protocol, whatever is not the list of refs (which is too short to be compressed).</summary>
    public bool IsFetch =>
        Method == "POST" && Target.EndsWith("/git-upload-pack", StringComparison.Ordinal) && Body.AsSpan().IndexOf("command=ls-refs"u8) < 0;

    /// <summary>A header, or empty.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>Reads a request; <see langword="null"/> when the client closed the connection instead.</summary>
    internal static async Task<GitServerRequest?> ReadAsync(Stream stream)
    {
        var first = await LineAsync(stream);
        if (first.Split(' ') is not [var method, var target, _]) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = await LineAsync(stream); line.Length > 0; line = await LineAsync(stream))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        if (headers.ContainsKey("Expect")) await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        return new GitServerRequest(method, target, headers, await BodyAsync(stream, headers));
    }

    private static async Task<byte[]> BodyAsync(Stream stream, Dictionary<string, string> headers)
    {
        if (headers.TryGetValue("Content-Length", out var length)) return await BytesAsync(stream, int.Parse(length, CultureInfo.InvariantCulture));
        if (!headers.ContainsKey("Transfer-Encoding")) return [];

        // Chunks: a line with the size in hexadecimal, the bytes, an empty line; a size of zero ends them.
        using var body = new MemoryStream();
        for (int size; (size = int.Parse(await LineAsync(stream), NumberStyles.HexNumber, CultureInfo.InvariantCulture)) > 0;)
        {
            body.Write(await BytesAsync(stream, size));
            await LineAsync(stream);
        }

        await LineAsync(stream);
        return body.ToArray();
    }

    private static async Task<byte[]> BytesAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (await stream.ReadAsync(next) > 0 && next[0] != '\n') line.Append((char)next[0]);
        return line.ToString().TrimEnd('\r');
    }
}
