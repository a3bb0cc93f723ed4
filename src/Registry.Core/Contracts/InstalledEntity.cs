using System.Text.Json.Nodes;
using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>What is known of a dependency that is installed already.</summary>
/// <param name="Href">Where it is; <see langword="null"/> when nobody said.</param>
/// <param name="Outputs">What it shows; <see langword="null"/> when nobody said.</param>
/// <param name="Schema">The schema of what it shows, which gives numbers their types.</param>
public sealed record InstalledEntity(string? Href, JsonObject? Outputs, ValueSchema? Schema);
