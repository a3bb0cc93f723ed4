namespace Registry.Client.Models;

/// <summary>A commit that landed in the registry.</summary>
/// <param name="Commit">Its id, by which a stream is resumed.</param>
/// <param name="Time">When it was made, by the clock of who made it.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Subject">What it says of itself.</param>
/// <param name="Changes">What it changed, as far as the listener may see it.</param>
public sealed record RegistryEvent(string Commit, DateTimeOffset Time, string Author, string Subject, IReadOnlyList<RegistryChange> Changes);

/// <summary>A change of an entity.</summary>
/// <param name="Change">
/// <c>entityCreated</c>, <c>entityChanged</c>, <c>entityDeleted</c>, <c>versionAdded</c>, <c>versionChanged</c>, <c>versionDeleted</c>,
/// <c>versionAnnotated</c>, <c>versionPublished</c> or <c>channelMoved</c>.
/// </param>
/// <param name="Entity">The entity.</param>
/// <param name="Version">The version, where it is about one.</param>
/// <param name="Channel">The channel, where it is about one.</param>
public sealed record RegistryChange(string Change, string Entity, string? Version, string? Channel);
