using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Registry.FakeGitHub.Hosting;

/// <summary>A request on its way through the server.</summary>
internal sealed class Exchange
{
    private readonly HttpContext _context;

    public Exchange(HttpContext context, Origins origins)
    {
        _context = context;
        var raw = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        // A proxy is asked with the whole address.
        var target = raw.StartsWith('/') ? raw : raw[raw.IndexOf('/', raw.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var query = target.IndexOf('?', StringComparison.Ordinal);
        Path = query < 0 ? target : target[..query];
        QueryString = query < 0 ? "" : target[query..];
        Origins = origins.ForHost(context.Request.Host.Host);
        Record = new RequestRecord(Method, target, context.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())));
    }

    public RequestRecord Record { get; }

    public Origins Origins { get; }

    public string Method => _context.Request.Method;

    /// <summary>The path as it was sent, with its percent signs.</summary>
    public string Path { get; }

    /// <summary>The query as it was sent, with its question mark; or empty.</summary>
    public string QueryString { get; }

    /// <summary>The parameters of the query; of several with one name the last.</summary>
    public Dictionary<string, string> Query => _context.Request.Query.ToDictionary(
        parameter => parameter.Key, parameter => parameter.Value.LastOrDefault() ?? "", StringComparer.Ordinal);

    /// <summary>Cancelled when the client has gone.</summary>
    public CancellationToken Gone => _context.RequestAborted;

    public int Port => _context.Connection.LocalPort;

    public string Host => _context.Request.Host.Host;

    public long? ContentLength => _context.Request.ContentLength;

    /// <summary>A header, or <see langword="null"/>.</summary>
    public string? Header(string name) => _context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public async Task<byte[]> BodyAsync()
    {
        using var body = new MemoryStream();
        await _context.Request.Body.CopyToAsync(body, Gone);
        return body.ToArray();
    }

    /// <summary>Cuts the connection.</summary>
    public void Cut() => _context.Abort();

    /// <summary>Answers.</summary>
    /// <param name="answer">With what.</param>
    /// <param name="now">The time by the server's clock, against which a client holds the end of a limit.</param>
    public async Task SendAsync(Answer answer, DateTimeOffset now)
    {
        Record.Status = answer.Status;
        var response = _context.Response;
        response.StatusCode = answer.Status;
        response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.ContentType is { } type) response.ContentType = type;
        if (answer.Status is not (204 or 304)) response.ContentLength = answer.Body.Length;
        if (answer.Body.Length > 0) response.BodyWriter.Write(answer.Body);
        await response.CompleteAsync();
    }
}
