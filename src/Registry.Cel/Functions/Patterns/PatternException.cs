namespace Registry.Cel.Functions.Patterns;

/// <summary>A regular expression that RE2 does not know, or that is too large. Never leaves the library.</summary>
internal sealed class PatternException(string message) : Exception(message);
