using System.Text.RegularExpressions;

namespace Registry.Workflows.Tests.Files;

/// <summary>What every workflow of a registry keeps to, because all who may open a pull request can start one.</summary>
internal static partial class WorkflowRules
{
    private const string Strict = "set -euo pipefail\n";

    private static readonly string[] s_workflowKeys = ["name", "on", "permissions", "concurrency", "env", "jobs"];
    private static readonly string[] s_jobKeys = ["if", "runs-on", "timeout-minutes", "permissions", "env", "steps"];
    private static readonly string[] s_stepKeys = ["name", "uses", "with", "env", "run"];

    /// <summary>What a workflow does otherwise.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="job">The name of its only job.</param>
    /// <param name="permissions">What that job may do, no more and no less: <c>contents: read</c>.</param>
    public static IReadOnlyList<string> Check(Workflow workflow, string job, params IReadOnlyList<string> permissions) =>
    [
        .. Unknown("workflow", workflow.Keys, s_workflowKeys),
        .. If(workflow.Permissions is not { Count: 0 }, "the workflow has permissions of its own; expected 'permissions: {}'"),
        .. If(workflow.Jobs.Count != 1 || workflow.Jobs[0].Name != job, $"the only job is not named {job}"),
        .. workflow.Jobs.SelectMany(each => Check(each, permissions)),
        .. workflow.Text.Split('\n').Where(line => line.Contains(" uses:", StringComparison.Ordinal) && !PinnedLine().IsMatch(line))
            .Select(line => $"'{line.Trim()}' is not pinned by commit, with the version in a comment"),
    ];

    private static IEnumerable<string> Check(Job job, IReadOnlyList<string> permissions) =>
    [
        .. Unknown(job.Name, job.Keys, s_jobKeys),
        .. If(job.RunsOn != "ubuntu-latest", $"{job.Name} runs on {job.RunsOn}"),
        .. If(!job.Keys.Contains("timeout-minutes"), $"{job.Name} has no timeout"),
        .. If(job.Permissions is null || !job.Permissions.Select(entry => $"{entry.Key}: {entry.Value}").Order().SequenceEqual(permissions.Order()), $"{job.Name} has other permissions than it needs"),
        .. job.Variables.Where(variable => IsSecret(variable.Value)).Select(variable => $"{variable.Key} is given to every step of {job.Name}"),
        .. job.Steps.SelectMany(Check),
    ];

    private static IEnumerable<string> Check(Step step) =>
    [
        .. Unknown("step", step.Keys, s_stepKeys),
        .. If(step.Uses?.StartsWith("actions/setup-dotnet@", StringComparison.Ordinal) == false, $"{step.Uses} is none of the actions that are needed"),
        .. If(step.Run?.Contains("${{", StringComparison.Ordinal) == true, $"an expression becomes part of the script of '{step.Name}'"),
        .. If(step.Run?.Contains('\n', StringComparison.Ordinal) == true && !step.Run.StartsWith(Strict, StringComparison.Ordinal), $"'{step.Name}' goes on after an error"),
        .. If(step.Run?.Contains("eval", StringComparison.Ordinal) == true, $"'{step.Name}' takes text for a script"),
        .. If(step.Uses is not null && step.Variables.Values.Any(IsSecret), $"{step.Uses} is given a token"),
    ];

    private static IEnumerable<string> Unknown(string where, IEnumerable<string> keys, string[] known) => keys.Except(known).Select(key => $"{where}: unknown key {key}");

    private static IEnumerable<string> If(bool isWrong, string message) => isWrong ? [message] : [];

    private static bool IsSecret(string value) => value.Contains("secrets.", StringComparison.Ordinal) || value.Contains("github.token", StringComparison.Ordinal);

    [GeneratedRegex("^ *- uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+\\.[0-9]+\\.[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex PinnedLine();
}
