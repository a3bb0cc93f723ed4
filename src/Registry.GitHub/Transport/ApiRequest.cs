namespace Registry.GitHub.Transport;

/// <summary>A request, as often as it has to be sent.</summary>
internal sealed record ApiRequest(HttpMethod Method, Uri Uri)
{
    public const string Json = "application/vnd.github+json";
    public const string Raw = "application/vnd.github.raw+json";
    public const string Binary = "application/octet-stream";

    /// <summary>The media type that is asked for.</summary>
    public string Accept { get; init; } = Json;

    /// <summary>Makes the content anew for each time that it is sent.</summary>
    public Func<StallGuard, HttpContent>? Content { get; init; }

    /// <summary>Whether the content is large, so that GitHub should be able to refuse it before it is sent.</summary>
    public bool ExpectsContinue { get; init; }

    /// <summary>Whether sending it twice does the same as sending it once.</summary>
    public bool Repeatable { get; init; } = Method != HttpMethod.Post;

    /// <summary>Whether it may change anything.</summary>
    public bool IsWrite => Method != HttpMethod.Get;

    /// <summary>Whether it counts as creating content, of which GitHub allows less.</summary>
    public bool CreatesContent => Method == HttpMethod.Post;

    /// <summary>The method and the path. A query is left out: it may be a signature.</summary>
    public override string ToString() => $"{Method} {Uri.AbsolutePath}";
}
