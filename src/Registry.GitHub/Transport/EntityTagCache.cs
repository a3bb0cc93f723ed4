using System.Net.Http.Headers;
using Registry.GitHub.Credentials;

namespace Registry.GitHub.Transport;

/// <summary>Answers that GitHub may confirm with 304, which costs nothing of the primary limit.</summary>
internal sealed class EntityTagCache
{
    private const int MaxEntries = 256;
    private const int MaxBody = 256 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<Key, LinkedListNode<Entry>> _entries = [];
    // Used last stands last.
    private readonly LinkedList<Entry> _order = new();

    /// <summary>The answer that was kept for the same request with the same token.</summary>
    public Entry? Find(ApiRequest request, AccessToken? token)
    {
        if (request.IsWrite) return null;
        lock (_lock)
        {
            if (!_entries.TryGetValue(KeyOf(request, token), out var node)) return null;
            _order.Remove(node);
            _order.AddLast(node);
            return node.Value;
        }
    }

    /// <summary>Keeps an answer that has an entity tag and is not too large.</summary>
    public void Keep(ApiRequest request, AccessToken? token, EntityTagHeaderValue? tag, ApiAnswer answer)
    {
        if (request.IsWrite || tag is null || answer.Body.Length > MaxBody) return;
        var entry = new Entry(KeyOf(request, token), tag, answer);
        lock (_lock)
        {
            if (_entries.Remove(entry.Key, out var old)) _order.Remove(old);
            _entries.Add(entry.Key, _order.AddLast(entry));
            if (_entries.Count <= MaxEntries) return;
            _entries.Remove(_order.First!.Value.Key);
            _order.RemoveFirst();
        }
    }

    /// <summary>Forgets the answers to a request, with whatever token it was sent.</summary>
    public void Forget(ApiRequest request)
    {
        lock (_lock)
        {
            foreach (var entry in _order.Where(entry => entry.Key.Uri == request.Uri.AbsoluteUri).ToList())
                if (_entries.Remove(entry.Key, out var node)) _order.Remove(node);
        }
    }

    private static Key KeyOf(ApiRequest request, AccessToken? token) => new(request.Uri.AbsoluteUri, request.Accept, token?.Fingerprint);

    /// <summary>What an answer depends on.</summary>
    internal sealed record Key(string Uri, string Accept, string? Credential);

    /// <summary>A kept answer.</summary>
    internal sealed record Entry(Key Key, EntityTagHeaderValue Tag, ApiAnswer Answer);
}
