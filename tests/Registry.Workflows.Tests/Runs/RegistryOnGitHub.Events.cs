using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.GitHub.PullRequests;
using Registry.Workflows.Tests.Files;

namespace Registry.Workflows.Tests.Runs;

/// <summary>What GitHub starts the workflows for.</summary>
internal sealed partial class RegistryOnGitHub
{
    /// <summary>A pull request was opened, changed or reviewed.</summary>
    public Task<JobRun> ValidateAsync(PullRequest pull, string @event = "pull_request_target") => StartAsync("validate", @event, new JsonObject
    {
        ["event"] = new JsonObject
        {
            ["pull_request"] = new JsonObject
            {
                ["number"] = pull.Number,
                ["title"] = pull.Title,
                ["body"] = pull.Body,
                ["base"] = new JsonObject { ["ref"] = pull.Base.Ref },
                ["head"] = new JsonObject { ["ref"] = pull.Head.Ref, ["sha"] = pull.Head.Sha },
            },
        },
    });

    /// <summary>A pull request came to the queue, behind another commit.</summary>
    /// <param name="branch">The branch that GitHub made for it.</param>
    /// <param name="before">What is in front of it.</param>
    /// <param name="head">Both, merged.</param>
    public Task<JobRun> ValidateGroupAsync(string branch, string before, string head) => StartAsync("validate", "merge_group", new JsonObject
    {
        ["event"] = new JsonObject { ["merge_group"] = new JsonObject { ["head_ref"] = branch, ["base_sha"] = before, ["head_sha"] = head } },
    });

    /// <summary>Bob starts the workflow <c>promote</c>.</summary>
    public Task<JobRun> PromoteAsync(string version, string channel = "stable", string reason = "", bool rollback = false, string? secret = null, string entity = Entity) => StartAsync(
        "promote", "workflow_dispatch", [],
        new JsonObject { ["entity"] = entity, ["version"] = version, ["channel"] = channel, ["reason"] = reason, ["rollback"] = rollback ? "true" : "false" },
        secret);

    /// <summary>Something was pushed to a branch.</summary>
    public Task<JobRun> ReconcileAsync(string branch = "main") => StartAsync("reconcile", "push", new JsonObject { ["ref"] = $"refs/heads/{branch}", ["ref_name"] = branch });

    /// <summary>Makes the branch of a pull request in a queue.</summary>
    public (string Branch, string Head) Enqueue(PullRequest pull, string before)
    {
        var tree = Sandbox.Run(Bare, "merge-tree", "--write-tree", before, pull.Head.Sha);
        var head = Sandbox.Run(Bare, "commit-tree", tree, "-p", before, "-p", pull.Head.Sha, "-m", "Merge");
        var branch = $"refs/heads/gh-readonly-queue/main/pr-{pull.Number}-{before}";
        Sandbox.Run(Bare, "update-ref", branch, head);
        return (branch, head);
    }

    private Task<JobRun> StartAsync(string name, string @event, JsonObject github, JsonObject? inputs = null, string? secret = null)
    {
        var workflow = Workflow.Parse(WorkflowFiles.Text(name));
        github["token"] = GitHub.CreateToken(
            TokenKind.Workflow, "github-actions[bot]", workflow.Jobs[0].Permissions!.Select(entry => $"{entry.Key.Replace('-', '_')}: {entry.Value}"));
        github["server_url"] = GitHub.Url;
        Dictionary<string, string> variables = new(StringComparer.Ordinal)
        {
            ["GITHUB_SERVER_URL"] = GitHub.Url,
            ["GITHUB_API_URL"] = GitHub.Url,
            ["GITHUB_REPOSITORY"] = "acme/registry",
            ["GITHUB_EVENT_NAME"] = @event,
            ["GITHUB_ACTOR"] = "bob",
            ["GITHUB_ACTOR_ID"] = "1234",
        };
        // Nothing that a test waits for comes later.
        Dictionary<string, string> more = new(StringComparer.Ordinal) { ["SECONDS_TO_WAIT"] = "0" };
        return Runner.RunAsync(workflow, new JsonObject { ["github"] = github, ["inputs"] = inputs ?? [], ["secrets"] = new JsonObject { ["REGISTRY_TOKEN"] = secret } }, variables, more);
    }
}
