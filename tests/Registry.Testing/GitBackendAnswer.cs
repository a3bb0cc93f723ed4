using System.Globalization;
using System.Text;

namespace Registry.Testing;

/// <summary>What <c>git http-backend</c> answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers, but for the status.</param>
/// <param name="Body">The body.</param>
public sealed record GitBackendAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads a CGI answer, in which a header called Status is the status.</summary>
    internal static GitBackendAnswer Parse(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        var headers = Encoding.ASCII.GetString(answer, 0, end).Split("\r\n").Select(line => line.Split(": ", 2))
            .Select(parts => KeyValuePair.Create(parts[0], parts[1])).ToList();
        var status = headers.Find(header => header.Key == "Status").Value;
        headers.RemoveAll(header => header.Key == "Status");
        return new GitBackendAnswer(status is null ? 200 : int.Parse(status.Split(' ')[0], CultureInfo.InvariantCulture), headers, answer.AsMemory(end + 4));
    }
}
