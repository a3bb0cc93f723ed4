namespace Registry.FakeGitHub;

/// <summary>A request that the server got.</summary>
public sealed record RequestRecord
{
    private static readonly string[] s_secret = ["Authorization", "Cookie", "Proxy-Authorization"];

    internal RequestRecord(string method, string target, IEnumerable<KeyValuePair<string, string>> headers)
    {
        Method = method;
        Target = target;
        Headers = headers.ToDictionary(
            header => header.Key,
            header => s_secret.Contains(header.Key, StringComparer.OrdinalIgnoreCase) ? header.Value.Split(' ')[0] + " …" : header.Value,
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Such as <c>GET</c>.</summary>
    public string Method { get; }

    /// <summary>Path and query, as they were sent.</summary>
    public string Target { get; }

    /// <summary>
    /// Method and path template of the description, such as <c>GET /repos/{owner}/{repo}</c>; <c>POST /graphql</c>,
    /// <c>GET /storage/{asset_id}</c>, <c>POST /{owner}/{repo}.git/git-receive-pack</c>; or method and path when it is none of these.
    /// </summary>
    public string Operation { get; internal set; } = "";

    /// <summary>The status of the answer; 0 while there is none, and when the connection was cut.</summary>
    public int Status { get; internal set; }

    /// <summary>The headers, by their names without regard to case; of secrets only the kind.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Target} → {Status}";
}
