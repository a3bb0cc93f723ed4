namespace Registry.Cel.Evaluation;

/// <summary>An evaluation used more than its limits. Unlike an error of the language, no operator absorbs it. Never leaves the library.</summary>
internal sealed class LimitException(string message) : Exception(message);
