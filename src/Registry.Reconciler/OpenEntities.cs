using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Versions;
using Registry.Reconciler.Surveying;

namespace Registry.Reconciler;

/// <summary>The entities of which something is open, with when to look at them again: what a pass cannot see from the changes alone. All others need no look until they change.</summary>
internal sealed class OpenEntities
{
    private readonly Dictionary<EntityName, (HashSet<VersionId> Versions, DateTimeOffset? Due)> _open = [];

    /// <summary>When the first of them is due; <see langword="null"/> when none is.</summary>
    public DateTimeOffset? NextDue => _open.Values.Min(open => open.Due);

    /// <summary>What is open of an entity.</summary>
    public IReadOnlyCollection<VersionId> VersionsOf(EntityName entity) => _open.TryGetValue(entity, out var open) ? open.Versions : [];

    /// <summary>The entities that are due.</summary>
    public IEnumerable<EntityLook> DueAt(DateTimeOffset now) => _open.Where(open => open.Value.Due <= now).Select(open => new EntityLook(open.Key, open.Value.Versions));

    /// <summary>Takes over what a pass left open of the entities at which it looked.</summary>
    /// <param name="looks">Where it looked.</param>
    /// <param name="pass">What it did.</param>
    /// <param name="left">Publications to which it did not come.</param>
    /// <param name="due">When those are tried.</param>
    public void Update(IEnumerable<EntityLook> looks, Pass pass, IEnumerable<Publication> left, DateTimeOffset due)
    {
        foreach (var look in looks) _open.Remove(look.Entity);
        foreach (var waiting in pass.Waiting) Add(waiting.Entity, null, waiting.Due);
        foreach (var failure in pass.Failures) Add(failure.Entity, failure.Version, failure.RetryAt);
        foreach (var publication in left) Add(publication.Entity, publication.Version, due);
    }

    private void Add(EntityName entity, VersionId? version, DateTimeOffset? due)
    {
        if (!_open.TryGetValue(entity, out var open)) open = ([], null);
        if (version is { } id) open.Versions.Add(id);
        _open[entity] = (open.Versions, open.Due is null || due < open.Due ? due ?? open.Due : open.Due);
    }
}
