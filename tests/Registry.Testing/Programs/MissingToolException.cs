namespace Registry.Testing.Programs;

/// <summary>A program, or a package of one, is not on this machine. Tests that need it are skipped with the message.</summary>
public sealed class MissingToolException(string message) : Exception(message);
