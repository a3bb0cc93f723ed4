using System.Text;

namespace Registry.GitHub.Tests.Support;

/// <summary>What the server does with one request.</summary>
public sealed record ScriptedAnswer
{
    public int Status { get; init; } = 200;

    public byte[] Body { get; init; } = [];

    /// <summary>Headers besides the length.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>How many bytes of the body are sent before the connection is closed; all when <see langword="null"/>.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Whether the body ends with the connection, without a length.</summary>
    public bool HasNoLength { get; init; }

    /// <summary>Whether it is sent without reading the request's content.</summary>
    public bool IsEarly { get; init; }

    /// <summary>How many bytes of the request's content are read before it is sent; all when <see langword="null"/>.</summary>
    public int? AnswersAfter { get; init; }

    /// <summary>Whether the connection is closed instead of answering.</summary>
    public bool Drops { get; init; }

    /// <summary>What happens before the answer is sent.</summary>
    public Func<Task> Before { get; init; } = () => Task.CompletedTask;

    /// <summary>The whole of the answer, with the body up to where it is cut.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder($"HTTP/1.1 {Status} Scripted\r\n");
        if (!HasNoLength && Status is not (204 or 304)) head.Append($"Content-Length: {Body.Length}\r\n");
        foreach (var (name, value) in Headers) head.Append($"{name}: {value}\r\n");
        if (EndsConnection) head.Append("Connection: close\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. Body.AsSpan(0, CutAfter ?? Body.Length)];
    }

    public bool EndsConnection => CutAfter is not null || AnswersAfter is not null || HasNoLength || IsEarly || Drops;
}
