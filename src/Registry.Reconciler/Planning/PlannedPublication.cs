using Registry.Core.Releases;

namespace Registry.Reconciler.Planning;

/// <summary>A version that is to be published, or that is published and only not recorded.</summary>
/// <param name="Publication">What is to be published.</param>
/// <param name="Sighting">What the release host has of it.</param>
public sealed record PlannedPublication(Publication Publication, ReleaseSighting Sighting);
