namespace Registry.Workflows.Tests.Runs;

/// <summary>How a job ended.</summary>
/// <param name="Succeeded">Whether all steps did.</param>
/// <param name="Log">What the steps printed to either stream.</param>
/// <param name="Summary">What they wrote to the summary.</param>
internal sealed record JobRun(bool Succeeded, string Log, string Summary)
{
    /// <summary>The lines of the log that the runner takes for commands: none between <c>::stop-commands::token</c> and <c>::token::</c>.</summary>
    public IReadOnlyList<string> Commands => [.. FindCommands()];

    /// <summary>Fails with the log unless the job succeeded.</summary>
    public JobRun Passed()
    {
        Assert.True(Succeeded, Log);
        return this;
    }

    /// <summary>Fails unless the job failed, with annotations that say why.</summary>
    public JobRun Failed(string annotation)
    {
        Assert.False(Succeeded, Log);
        Assert.Contains(Commands, command => command.StartsWith("::error", StringComparison.Ordinal) && command.Contains(annotation, StringComparison.Ordinal));
        return this;
    }

    private IEnumerable<string> FindCommands()
    {
        const string Stop = "::stop-commands::";
        string? resume = null;
        foreach (var line in Log.Split('\n').Select(line => line.TrimStart()).Where(line => line.StartsWith("::", StringComparison.Ordinal)))
        {
            if (resume is not null) resume = line == resume ? null : resume;
            else if (line.StartsWith(Stop, StringComparison.Ordinal)) resume = $"::{line[Stop.Length..]}::";
            else yield return line;
        }
    }
}
