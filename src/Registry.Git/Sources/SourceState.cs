using Registry.Core.Versions;

namespace Registry.Git.Sources;

/// <summary>The state of a work tree.</summary>
/// <param name="Origin">Where it comes from; says nothing of what is not committed.</param>
/// <param name="Root">The folder at its top, absolute.</param>
/// <param name="Changed">What is not committed, from the top and with <c>/</c>; a folder that is new as a whole ends in <c>/</c>.</param>
public sealed record SourceState(SourceOrigin Origin, string Root, IReadOnlySet<string> Changed)
{
    /// <summary>Where a set of files comes from.</summary>
    /// <param name="files">The files, absolute; what lies elsewhere does not count.</param>
    public SourceOrigin OriginOf(IEnumerable<string> files) => Origin with { Dirty = Changed.Count > 0 && files.Any(IsChanged) };

    private bool IsChanged(string file)
    {
        var path = Path.GetRelativePath(Root, file).Replace('\\', '/');
        if (Changed.Contains(path)) return true;
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            if (Changed.Contains(path[..(end + 1)]))
                return true;
        return false;
    }
}
