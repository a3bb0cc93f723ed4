using System.Text.Json.Nodes;

namespace Registry.Core.Contracts;

/// <summary>One side of a version's contract, as its manifest says it: what an install needs, or what it shows.</summary>
/// <param name="Schema">A schema of the subset in <c>docs/schema.md</c>.</param>
/// <param name="Bindings">An expression of the Common Expression Language; <see langword="null"/> where inputs are taken as they are.</param>
public sealed record ContractSide(JsonObject Schema, string? Bindings);
