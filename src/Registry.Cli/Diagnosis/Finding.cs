namespace Registry.Cli.Diagnosis;

/// <summary>How well something is.</summary>
internal enum Health
{
    Well,
    Warning,
    Broken,
}

/// <summary>What the doctor found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Health">How well it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Mend">The command that mends it; <see langword="null"/> when nothing has to be mended.</param>
internal sealed record Finding(string Check, Health Health, string Message, string? Mend = null);
