using Registry.Core.Rules;

namespace Registry.Core.Validation;

/// <summary>Finds paths that a case-insensitive file system would take for one.</summary>
internal sealed class CaseCheck
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a file, with the folders that it stands in, and tells what they clash with.</summary>
    public IReadOnlyList<Problem> Add(string path)
    {
        List<Problem> clashes = [];
        for (var end = path.IndexOf('/', StringComparison.Ordinal); ; end = path.IndexOf('/', end + 1))
        {
            var part = end < 0 ? path : path[..end];
            if (!_seen.TryAdd(part, part) && _seen[part] != part)
                clashes.Add(new Problem(RegistryRules.CaseClash, path, $"differs only in case from {_seen[part]}"));
            if (end < 0) return clashes;
        }
    }
}
