namespace Registry.Schema.Patterns;

/// <summary>A pattern that is no regular expression of ECMA-262, or one that is not offered.</summary>
internal sealed class PatternException(string message) : Exception(message);
