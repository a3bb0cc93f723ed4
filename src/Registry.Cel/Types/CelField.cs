namespace Registry.Cel.Types;

/// <summary>A field of an object type.</summary>
/// <param name="Type">The type of its values.</param>
/// <param name="IsOptional">Whether it may be missing, so that expressions ask for it with <c>has()</c> first. The checker lets both pass.</param>
public sealed record CelField(CelType Type, bool IsOptional = false);
