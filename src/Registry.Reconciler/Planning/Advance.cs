using System.Text;
using Registry.Core.Entities;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Reconciler.Planning;

/// <summary>A move that a channel's policy makes by itself.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Channel">The channel.</param>
/// <param name="From">Where it points; <see langword="null"/> for nowhere.</param>
/// <param name="To">Where it is to point.</param>
/// <param name="Policy">The policy that moves it, in words.</param>
public sealed record Advance(EntityName Entity, string Channel, VersionId? From, VersionId To, string Policy)
{
    /// <summary>Tells this move from every other: the same one is never made twice.</summary>
    public Digest Key => Digest.Of(Encoding.UTF8.GetBytes($"advance\n{Entity}\n{Channel}\n{From}\n{To}\n{Policy}\n"));
}
