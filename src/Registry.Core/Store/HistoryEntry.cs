namespace Registry.Core.Store;

/// <summary>One commit of a registry's history.</summary>
/// <param name="Revision">The commit's object id.</param>
/// <param name="Time">The committer's time.</param>
/// <param name="Author">Who made the change, <c>Name &lt;address&gt;</c>.</param>
/// <param name="Subject">First line of the message.</param>
/// <param name="Body">The rest of the message without its trailers.</param>
/// <param name="Trailers">Trailers whose key begins with <c>Registry-</c>, in order.</param>
public sealed record HistoryEntry(
    string Revision,
    DateTimeOffset Time,
    string Author,
    string Subject,
    string Body,
    IReadOnlyList<KeyValuePair<string, string>> Trailers)
{
    /// <summary>The first trailer of that key, or <see langword="null"/>.</summary>
    public string? Trailer(string key) =>
        Trailers.Where(trailer => string.Equals(trailer.Key, key, StringComparison.OrdinalIgnoreCase))
            .Select(trailer => trailer.Value).FirstOrDefault();
}
