using Registry.MSBuild.Tests.Support;

namespace Registry.MSBuild.Tests.Sources;

/// <summary>The files that a project imports decide its output, and MSBuild has no public list of them.</summary>
public sealed class ImportTests(BuildPackage package)
{
    private const string EvaluatedAgain = "evaluated once more";

    [Fact]
    public async Task TheEngineTellsTheImportsWithoutAnotherEvaluation()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.False(run.Said(EvaluatedAgain));
        Assert.Contains("Import/../Directory.Build.props", File.ReadAllText(workspace.PathOf("Lone/obj/registry/Debug/net10.0.inputs")), StringComparison.Ordinal);
    }

    [LongFact]
    public async Task WhereTheEngineDoesNotTheHashIsTheSame()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        (await workspace.BuildAsync()).Succeeded();
        var hash = workspace.EmittedOf("Lone").GetProperty("sourceHash").GetString();
        // Tasks run in a process of their own then, as they do in Visual Studio, and see another engine.
        workspace.Variables["MSBUILDFORCEALLTASKSOUTOFPROC"] = "1";

        var run = (await workspace.BuildAsync("--no-incremental")).Succeeded();

        Assert.True(run.Said(EvaluatedAgain));
        Assert.Equal((hash, "unchanged"), (workspace.EmittedOf("Lone").GetProperty("sourceHash").GetString(), workspace.EmittedOf("Lone").GetProperty("outcome").GetString()));
    }
}
