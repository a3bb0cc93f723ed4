using Registry.Core.Entities;
using Registry.Core.Releases;
using Registry.Core.Versions;
using Registry.Reconciler.Planning;
using Registry.Reconciler.Surveying;

namespace Registry.Reconciler;

/// <summary>The entities of which something is open, with when to look at them again: what a pass cannot see from the changes alone. All others need no look until they change.</summary>
internal sealed class OpenEntities
{
    private readonly Dictionary<EntityName, Open> _open = [];

    /// <summary>When the first of them is due; <see langword="null"/> when none is.</summary>
    public DateTimeOffset? NextDue => _open.Values.Min(open => open.Due);

    /// <summary>All that is open.</summary>
    public OpenWork Work => new([.. _open.Values.SelectMany(open => open.Waiting)], [.. _open.Values.SelectMany(open => open.Failures)], _open.Values.Sum(open => open.Left.Count));

    /// <summary>What is open of an entity.</summary>
    public IEnumerable<VersionId> VersionsOf(EntityName entity) => _open.TryGetValue(entity, out var open) ? open.Versions : [];

    /// <summary>The entities that are due.</summary>
    public IEnumerable<EntityLook> DueAt(DateTimeOffset now) => _open.Where(open => open.Value.Due <= now).Select(open => new EntityLook(open.Key, [.. open.Value.Versions]));

    /// <summary>Takes over what a pass left open of the entities at which it looked.</summary>
    /// <param name="looks">Where it looked.</param>
    /// <param name="pass">What it did.</param>
    /// <param name="left">Publications to which it did not come.</param>
    /// <param name="due">When those are tried.</param>
    public void Update(IEnumerable<EntityLook> looks, Pass pass, IEnumerable<Publication> left, DateTimeOffset due)
    {
        foreach (var look in looks) _open.Remove(look.Entity);
        foreach (var waiting in pass.Waiting) Of(waiting.Entity, waiting.Due).Waiting.Add(waiting);
        foreach (var failure in pass.Failures) Of(failure.Entity, failure.RetryAt).Failures.Add(failure);
        foreach (var publication in left) Of(publication.Entity, due).Left.Add(publication.Version);
    }

    private Open Of(EntityName entity, DateTimeOffset? due)
    {
        if (!_open.TryGetValue(entity, out var open)) _open[entity] = open = new Open();
        if (open.Due is null || due < open.Due) open.Due = due ?? open.Due;
        return open;
    }

    private sealed class Open
    {
        public List<Waiting> Waiting { get; } = [];

        public List<PublicationFailure> Failures { get; } = [];

        public List<VersionId> Left { get; } = [];

        public DateTimeOffset? Due { get; set; }

        public IEnumerable<VersionId> Versions => Failures.Select(failure => failure.Version).Union(Left);
    }
}
