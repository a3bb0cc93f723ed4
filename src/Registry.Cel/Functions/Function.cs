namespace Registry.Cel.Functions;

/// <summary>A function with its overloads, in the order in which they are tried.</summary>
internal sealed record Function(string Name, IReadOnlyList<Overload> Overloads);
