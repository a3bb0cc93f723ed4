using System.Xml.Linq;
using Registry.Testing;

namespace Registry.Workflows.Tests.Files;

public sealed class RuleTests
{
    [Theory]
    [InlineData("validate", "contents: read", "pull-requests: write", "statuses: write")]
    [InlineData("promote", "contents: write", "pull-requests: write")]
    [InlineData("reconcile", "contents: write", "statuses: write")]
    public void AWorkflowOfTheTemplateKeepsToTheRules(string name, params string[] permissions) =>
        Assert.Empty(WorkflowRules.Check(Workflow.Parse(WorkflowFiles.Text(name)), name, permissions));

    [Fact]
    public void TheseAreAllWorkflowsOfTheTemplate() =>
        Assert.Equal(WorkflowFiles.OfTemplate.Select(name => $"registry-template/.github/workflows/{name}.yml"), WorkflowFiles.All.Where(path => path.StartsWith("registry-template/", StringComparison.Ordinal)));

    [Theory]
    [InlineData("          set -euo pipefail\n", "          set -euo pipefail\n          echo ${{ github.event.pull_request.title }}\n", "becomes part of the script")]
    [InlineData("          set -euo pipefail\n", "", "goes on after an error")]
    [InlineData("          fail() {", "          eval \"$BRANCH\"\n          fail() {", "takes text for a script")]
    [InlineData("setup-dotnet@67a3573c9a986a3f9c594539f4ab511d57bb3ce9 # v4.3.1", "setup-dotnet@v4", "is not pinned")]
    [InlineData(" # v4.3.1", "", "is not pinned")]
    [InlineData("      - uses: actions/setup-dotnet", "      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2\n      - uses: actions/setup-dotnet", "none of the actions")]
    [InlineData("permissions: {}\n", "", "the workflow has permissions of its own")]
    [InlineData("permissions: {}\n", "permissions: write-all\n", "the workflow has permissions of its own")]
    [InlineData("      contents: read\n", "      contents: write\n", "other permissions than it needs")]
    [InlineData("      contents: read\n", "      contents: read\n      id-token: write\n", "other permissions than it needs")]
    [InlineData("      GIT_CONFIG_COUNT", "      TOKEN: ${{ github.token }}\n      GIT_CONFIG_COUNT", "is given to every step")]
    [InlineData("  validate:\n", "  check:\n", "not named validate")]
    [InlineData("    timeout-minutes: 15\n", "", "has no timeout")]
    [InlineData("    timeout-minutes: 15\n", "    timeout-minute: 15\n", "unknown key timeout-minute")]
    [InlineData("        run: |\n", "        shell: python\n        run: |\n", "unknown key shell")]
    [InlineData("    runs-on: ubuntu-latest\n", "    runs-on: self-hosted\n", "runs on self-hosted")]
    public void AWorkflowThatBreaksARuleIsFound(string old, string @new, string message)
    {
        var text = WorkflowFiles.Text("validate");
        Assert.Contains(old, text, StringComparison.Ordinal);

        var found = WorkflowRules.Check(Workflow.Parse(text.Replace(old, @new, StringComparison.Ordinal)), "validate", "contents: read", "pull-requests: write", "statuses: write");

        Assert.Contains(found, problem => problem.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("validate", "  pull_request_target:\n    types: [opened, synchronize, reopened, edited]\n  pull_request_review:\n    types: [submitted, dismissed]\n  merge_group:\n")]
    [InlineData("promote", "  workflow_dispatch:\n    inputs:\n")]
    [InlineData("reconcile", "    branches: [main, 'emit/**']\n  schedule:\n    - cron: '7/15 * * * *'\n  workflow_dispatch:\n")]
    [InlineData("reconcile", "concurrency:\n  group: registry-reconcile\n  cancel-in-progress: false\n")]
    [InlineData("reconcile", "    if: ${{ !github.event.repository.fork }}\n")]
    public void AWorkflowStartsWhenItShould(string name, string trigger) => Assert.Contains(trigger, WorkflowFiles.Text(name), StringComparison.Ordinal);

    [Fact]
    public void TheToolThatIsInstalledIsTheOneOfThisRepository()
    {
        var version = XDocument.Load(RepositoryFolder.PathOf("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

        Assert.All(WorkflowFiles.OfTemplate, name => Assert.Equal(version, Workflow.Parse(WorkflowFiles.Text(name)).Variables["REGISTRY_VERSION"]));
    }

    [Fact]
    public void TheToolIsInstalledByAStepOfItsOwn() => Assert.All(
        WorkflowFiles.OfTemplate,
        name => Assert.Equal("dotnet tool install --global Registry.Cli --version \"$REGISTRY_VERSION\"", Workflow.Parse(WorkflowFiles.Text(name)).Jobs[0].Steps.Single(step => step.Name == "Install the registry tool").Run));
}
