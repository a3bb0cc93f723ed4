using Registry.MSBuild.Tests.Support;

namespace Registry.MSBuild.Tests.Builds;

/// <summary>A project's contract file becomes part of its versions.</summary>
public sealed class ContractTests(BuildPackage package)
{
    private const string Contract = """
        apiVersion: registry/v1
        kind: Contract
        ownerType: customer
        inputs:
          schema: {type: object, properties: {size: {type: integer}}}
          bindings: "{'SIZE': pkg.inputs.size}"

        """;

    [Fact]
    public async Task AContractIsASourceAndAPartOfTheVersion()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Edit("Directory.Build.props", "<PropertyGroup>", "<PropertyGroup><RegistryContract>contract.yaml</RegistryContract>");
        workspace.Write("Lone/contract.yaml", Contract);
        workspace.Commit();

        (await workspace.BuildAsync()).Succeeded();
        (await workspace.BuildAsync()).DidNothing();
        workspace.Edit("Lone/contract.yaml", "customer", "platform");
        (await workspace.BuildAsync()).Succeeded();

        var versions = await workspace.VersionsAsync("lone");
        Assert.Equal(2, versions.Count);
        Assert.Equal(2, versions.Select(version => version.SourceHash).Distinct().Count());
        Assert.All(versions, version => Assert.Equal("{'SIZE': pkg.inputs.size}", version.Inputs!.Bindings));
        Assert.Equal(2, versions.Select(version => version.OwnerType).Distinct().Count());
    }

    [Fact]
    public async Task AContractThatIsWrongIsAWarningWithItsLineAndTheBuildGoesOn()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Edit("Directory.Build.props", "<PropertyGroup>", "<PropertyGroup><RegistryContract>contract.yaml</RegistryContract>");
        workspace.Write("Lone/contract.yaml", Contract.Replace("pkg.inputs.size", "pkg.input.size", StringComparison.Ordinal));
        workspace.Commit();

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Contains("warning REG3020: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("contract.yaml(6,3): /inputs/bindings: ", run.Output, StringComparison.Ordinal);
        Assert.Empty(await workspace.VersionsAsync("lone"));
    }
}
