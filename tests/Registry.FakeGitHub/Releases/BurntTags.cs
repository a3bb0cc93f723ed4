using System.Collections.Concurrent;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Releases;

/// <summary>The names of tags that immutable releases had: nothing may bear them again.</summary>
internal sealed class BurntTags
{
    private const string RuleViolation = "Cannot create ref due to creations being restricted.";

    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _names.Keys;

    public void Add(string tag) => _names[tag] = true;

    /// <summary>Refuses a release that is published under such a name.</summary>
    public void DemandFree(string tag)
    {
        if (!_names.ContainsKey(tag)) return;
        throw Refusal.Invalid("Validation Failed",
        [
            Refusal.Fault("Release", "pre_receive", "custom", $"pre_receive Repository rule violations found\n\n{RuleViolation}\n\n"),
            Refusal.Fault("Release", "tag_name", "custom", "tag_name was used by an immutable release"),
            Refusal.Fault("Release", null, "custom", "Published releases must have a valid tag"),
        ]);
    }

    /// <summary>Refuses a ref of such a name.</summary>
    public void DemandFreeRef(string name)
    {
        const string Tags = "refs/tags/";
        if (name.StartsWith(Tags, StringComparison.Ordinal) && _names.ContainsKey(name[Tags.Length..]))
            throw Refusal.Because(422, $"Repository rule violations found\n\n{RuleViolation}\n\n");
    }
}
