using Microsoft.Build.Logging.StructuredLogger;
using MSBuildTask = Microsoft.Build.Logging.StructuredLogger.Task;

namespace Registry.MSBuild.Tests.Support;

/// <summary>What one run of <c>dotnet</c> said, and did as its binary log tells.</summary>
/// <param name="Exit">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="LogFile">The binary log.</param>
/// <param name="GitStarts">How many git processes the build started.</param>
internal sealed record BuildRun(int Exit, string Output, string LogFile, int GitStarts)
{
    private static readonly string[] s_ours = ["CollectInputs", "ComputeSourceHash", "CreateArchive", "EmitVersion"];

    private readonly Lazy<Build> _log = new(() => BinaryLog.ReadBuild(LogFile));

    /// <summary>The calls of the package's tasks, by name, in alphabetical order.</summary>
    public IReadOnlyList<string> TaskCalls => [.. Tasks().Select(task => task.Name).Order(StringComparer.Ordinal)];

    /// <summary>The projects that something was emitted of, as often as it was.</summary>
    public IReadOnlyList<string> Emits => [.. Tasks().Where(task => task.Name == "EmitVersion").Select(ProjectOf).Order(StringComparer.Ordinal)];

    /// <summary>The codes of the warnings, in alphabetical order.</summary>
    public IReadOnlyList<string> Warnings => [.. _log.Value.FindChildrenRecursive<Warning>(_ => true).Select(warning => warning.Code).Order(StringComparer.Ordinal)];

    /// <summary>The texts of the warnings.</summary>
    public IReadOnlyList<string> WarningTexts => [.. _log.Value.FindChildrenRecursive<Warning>(_ => true).Select(warning => warning.Text)];

    /// <summary>The codes of the errors, in alphabetical order.</summary>
    public IReadOnlyList<string> Errors => [.. _log.Value.FindChildrenRecursive<Error>(_ => true).Select(error => error.Code).Order(StringComparer.Ordinal)];

    /// <summary>Whether the log has a message, of any importance.</summary>
    public bool Said(string text) => _log.Value.FindFirstDescendant<Message>(message => message.Text.Contains(text, StringComparison.Ordinal)) is not null;

    /// <summary>How often a target was reached, and skipped because its outputs were up to date.</summary>
    public (int Ran, int Skipped) Target(string name)
    {
        var targets = _log.Value.FindChildrenRecursive<Target>(target => target.Name == name);
        return (targets.Count(target => !IsUpToDate(target) && !target.Skipped), targets.Count(IsUpToDate));
    }

    /// <summary>Fails with what the build said when it did not succeed.</summary>
    public BuildRun Succeeded()
    {
        Assert.True(Exit == 0, Output);
        return this;
    }

    /// <summary>Fails with what the build said when it succeeded.</summary>
    public BuildRun Failed()
    {
        Assert.True(Exit != 0, Output);
        return this;
    }

    /// <summary>Fails when the build did anything for a registry, with what was newer than the stamps, or missing.</summary>
    public BuildRun DidNothing()
    {
        Succeeded();
        Assert.True(TaskCalls.Count == 0, $"{string.Join(", ", TaskCalls)}\n{string.Join('\n', Causes())}");
        Assert.Equal(0, GitStarts);
        return this;
    }

    /// <summary>Fails when the build emitted anything, or asked git.</summary>
    public BuildRun DidNotEmit()
    {
        Succeeded();
        Assert.Equal([], Emits);
        Assert.Equal(0, GitStarts);
        return this;
    }

    /// <summary>Why targets that emit, and compilers, ran although there was a build before.</summary>
    private IEnumerable<string> Causes() => _log.Value.FindChildrenRecursive<Target>(target => target.Name is "CoreCompile" or "RegistryEmitBuild" or "RegistryEmitOuterBuild")
        .SelectMany(target => target.Children.OfType<Message>().Select(message => $"{Path.GetFileNameWithoutExtension(target.Project?.ProjectFile)}: {target.Name}: {message.Text}"));

    private IReadOnlyList<MSBuildTask> Tasks() => _log.Value.FindChildrenRecursive<MSBuildTask>(task => s_ours.Contains(task.Name));

    private static string ProjectOf(MSBuildTask task)
    {
        TreeNode? node = task;
        while (node is not null and not Project) node = node.Parent;
        return Path.GetFileNameWithoutExtension(((Project)node!).ProjectFile);
    }

    private static bool IsUpToDate(Target target) =>
        target.FindFirstDescendant<Message>(message => message.Text.StartsWith("Skipping target", StringComparison.Ordinal) && message.Text.Contains("up-to-date", StringComparison.Ordinal)) is not null;
}
