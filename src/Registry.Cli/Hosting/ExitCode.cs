namespace Registry.Cli.Hosting;

/// <summary>How a command ends (specification, part 6).</summary>
internal static class ExitCode
{
    public const int Done = 0;

    public const int Failed = 1;

    public const int WrongUsage = 2;

    public const int NotFound = 3;

    public const int Refused = 4;
}
