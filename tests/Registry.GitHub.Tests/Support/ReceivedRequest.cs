using System.Globalization;
using System.Text;

namespace Registry.GitHub.Tests.Support;

/// <summary>A request as the server saw it.</summary>
public sealed record ReceivedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The content; empty when the server answered without reading it.</summary>
    public byte[] Body { get; private set; } = [];

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>A header, or empty.</summary>
    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    /// <summary>Reads a request up to its content; <see langword="null"/> when the client closed the connection instead.</summary>
    public static async Task<ReceivedRequest?> ReadAsync(Stream stream)
    {
        var first = await LineAsync(stream);
        if (first.Split(' ') is not [var method, var target, _]) return null;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = await LineAsync(stream); line.Length > 0; line = await LineAsync(stream))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new ReceivedRequest(method, target, headers);
    }

    /// <summary>Reads the content, or its first bytes.</summary>
    public async Task ReadBodyAsync(Stream stream, int? first)
    {
        if (Headers.ContainsKey("Expect")) await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
        var body = new byte[first ?? int.Parse(Headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        Body = body;
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var next = new byte[1];
        while (await stream.ReadAsync(next) > 0 && next[0] != '\n') line.Append((char)next[0]);
        return line.ToString().TrimEnd('\r');
    }
}
