using Registry.Core.Entities;
using Registry.Core.Events;

namespace Registry.Core.Access;

/// <summary>Who is told of changes: what <c>access/subscriptions/&lt;name&gt;.yaml</c> says. Its secret is the service's, and stands nowhere here.</summary>
public sealed record Subscription
{
    /// <summary>Its name, as the file's.</summary>
    public required string Name { get; init; }

    /// <summary>Where deliveries are sent.</summary>
    public required Uri Url { get; init; }

    /// <summary>Entities, as <c>namespace/name</c>, <c>namespace/*</c> or <c>*</c>; all when empty.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>Kinds of change; all when empty.</summary>
    public IReadOnlyList<ChangeKind> Changes { get; init; } = [];

    /// <summary>Whether it wants to be told of a change.</summary>
    public bool Wants(EntityChange change) => (Changes.Count == 0 || Changes.Contains(change.Kind)) && (Entities.Count == 0 || Entities.Any(pattern => Matches(pattern, change.Entity)));

    private static bool Matches(string pattern, EntityName entity) => pattern == "*" || pattern == $"{entity.Namespace}/*" || pattern == entity.ToString();
}
