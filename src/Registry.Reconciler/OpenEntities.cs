using Registry.Core.Entities;
using Registry.Core.Versions;
using Registry.Reconciler.Planning;
using Registry.Reconciler.Surveying;

namespace Registry.Reconciler;

/// <summary>
/// The entities of which something is open, with when to look at them again: what a pass cannot see from the changes alone, and what earlier passes
/// had no room for. All others need no look until they change.
/// </summary>
internal sealed class OpenEntities
{
    private readonly Dictionary<EntityName, Open> _open = [];

    /// <summary>When the first of them is due; <see langword="null"/> when none is.</summary>
    public DateTimeOffset? NextDue => _open.Values.Min(open => open.Due);

    /// <summary>Whether entities were due for which the last pass had no room.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether versions may have to be published to which no pass came yet.</summary>
    public bool IsPublishing => _open.Values.Any(open => open.Left.Count > 0);

    /// <summary>All that is open.</summary>
    public OpenWork Work => new([.. _open.Values.SelectMany(open => open.Waiting)], [.. _open.Values.SelectMany(open => open.Failures)], _open.Values.Sum(open => open.Left.Count));

    /// <summary>Notes that an entity is to be looked at.</summary>
    public void Add(EntityLook look, DateTimeOffset now)
    {
        var open = Of(look.Entity, now);
        open.Left = Union(open.Left, look.Versions);
        open.Moved = Union(open.Moved, look.Moved);
    }

    /// <summary>The entities to look at now. They stay open until <see cref="Update"/> says what became of them.</summary>
    /// <param name="first">Those that come before all others that are due, longest due first.</param>
    /// <param name="now">The time.</param>
    /// <param name="most">How many, where each of their versions counts as much as an entity; one entity is always looked at, with as many of its versions.</param>
    public IReadOnlyList<EntityLook> Take(IEnumerable<EntityName> first, DateTimeOffset now, int most)
    {
        List<EntityLook> looks = [];
        HasMore = false;
        foreach (var entity in first.Union(_open.Where(open => open.Value.Due <= now).OrderBy(open => open.Value.Due).Select(open => open.Key)))
        {
            if (most <= 0)
            {
                HasMore = true;
                break;
            }

            var open = _open[entity];
            var versions = open.Versions;
            if (versions.Count > most) versions = [.. versions.Order().Take(most)];
            looks.Add(new EntityLook(entity, versions, open.Moved));
            most -= 1 + versions.Count;
        }

        return looks;
    }

    /// <summary>Takes over what a pass left open of the entities at which it looked.</summary>
    /// <param name="looks">Where it looked.</param>
    /// <param name="pass">What it did.</param>
    /// <param name="left">Versions to which it did not come.</param>
    /// <param name="due">When those are tried.</param>
    public void Update(IEnumerable<EntityLook> looks, Pass pass, IEnumerable<(EntityName Entity, VersionId Version)> left, DateTimeOffset due)
    {
        foreach (var look in looks)
        {
            if (!_open.Remove(look.Entity, out var open) || open.Versions.Count <= look.Versions.Count) continue;
            Of(look.Entity, due).Left = [.. open.Versions.Except(look.Versions)];
            HasMore = true;
        }

        foreach (var waiting in pass.Waiting) Of(waiting.Entity, waiting.Due).Waiting.Add(waiting);
        foreach (var failure in pass.Failures) Of(failure.Entity, failure.RetryAt).Failures.Add(failure);
        foreach (var group in left.GroupBy(one => one.Entity, one => one.Version))
        {
            var open = Of(group.Key, due);
            open.Left = Union(open.Left, [.. group]);
        }
    }

    private static IReadOnlyCollection<T> Union<T>(IReadOnlyCollection<T> one, IReadOnlyCollection<T> other) =>
        one.Count == 0 ? other : other.Count == 0 ? one : [.. one.Union(other)];

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

        public IReadOnlyCollection<VersionId> Left { get; set; } = [];

        public IReadOnlyCollection<string> Moved { get; set; } = [];

        public DateTimeOffset? Due { get; set; }

        public IReadOnlyCollection<VersionId> Versions => Union([.. Failures.Select(failure => failure.Version)], Left);
    }
}
