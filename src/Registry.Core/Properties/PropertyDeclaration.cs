using System.Text.Json.Nodes;

namespace Registry.Core.Properties;

/// <summary>A kind of thing that has properties.</summary>
public enum PropertySubject
{
    /// <summary>A version, in its manifest.</summary>
    Version,

    /// <summary>An entity, in its <c>entity.yaml</c>.</summary>
    Entity,
}

/// <summary>A property that a registry knows.</summary>
/// <param name="Urn">Its name.</param>
/// <param name="Schema">What values it may have, in the subset of <c>docs/schema.md</c>.</param>
/// <param name="Subjects">The kinds of subject that it applies to.</param>
/// <param name="IsInternal">Whether it is shown only to who asks for it.</param>
public sealed record PropertyDeclaration(string Urn, JsonObject Schema, IReadOnlyList<PropertySubject> Subjects, bool IsInternal);
