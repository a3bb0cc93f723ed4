using System.Text.Json.Nodes;

namespace Registry.Core.Properties;

/// <summary>Which properties are shown to who does not ask for internal ones.</summary>
public static class PropertyVisibility
{
    /// <summary>Whether a property is internal: it is experimental, or declared so.</summary>
    public static bool IsInternal(string urn, IReadOnlyList<PropertyDeclaration> declarations) =>
        PropertyUrn.IsDraft(urn) || declarations.Any(declaration => declaration.IsInternal && declaration.Urn == urn);

    /// <summary>The properties without internal ones; <see langword="null"/> when none is left.</summary>
    public static JsonObject? Public(JsonObject? properties, IReadOnlyList<PropertyDeclaration> declarations)
    {
        if (properties is null || !properties.Any(property => IsInternal(property.Key, declarations))) return properties;
        var shown = properties.Where(property => !IsInternal(property.Key, declarations)).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())).ToList();
        return shown.Count == 0 ? null : new JsonObject(shown);
    }
}
