using System.Text.Json;
using Registry.Testing;
using Registry.Testing.Programs;

namespace Registry.Server.Tests.Support;

/// <summary>What a command said and how it ended.</summary>
internal sealed record CommandRun(int Exit, string Output, string Error)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);

    /// <summary>Fails with what the command said when it did not end as expected.</summary>
    public CommandRun Ended(int exit)
    {
        Assert.True(Exit == exit, $"expected exit code {exit}, got {Exit}: {Output}{Error}");
        return this;
    }

    /// <summary>Fails unless the command was refused by a rule.</summary>
    public CommandRun Broke(Core.Rules.Rule rule, int exit)
    {
        Ended(exit);
        Assert.Contains($"error {rule.Code}: ", Error, StringComparison.Ordinal);
        return this;
    }
}

/// <summary>Runs the built command line in a process of its own, which sees nothing of the user's set-up.</summary>
internal static class CommandLine
{
    private static readonly string[] s_inherited = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "TMPDIR"];

    /// <summary>The assembly of the command line, in the folder that it was built to.</summary>
    private static string Program { get; } = AppContext.BaseDirectory.Replace("tests/Registry.Server.Tests", "src/Registry.Cli", StringComparison.Ordinal) + "registry.dll";

    /// <summary>Runs a command.</summary>
    /// <param name="sandbox">Where it runs.</param>
    /// <param name="registry">The registry: a path, or the address of a service.</param>
    /// <param name="variables">Further variables.</param>
    /// <param name="arguments">The command.</param>
    public static async Task<CommandRun> RunAsync(GitSandbox sandbox, string registry, IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> arguments)
    {
        Dictionary<string, string> environment = new(sandbox.Environment, StringComparer.Ordinal) { ["REGISTRY_URL"] = registry, ["REGISTRY_HOME"] = sandbox.Combine("desk") };
        foreach (var name in s_inherited)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                environment[name] = value;
        foreach (var (name, value) in variables) environment[name] = value;
        var command = new ToolCommand(Tool.Require("dotnet"), sandbox.Path, [Program, .. arguments]) { Variables = environment, InheritsVariables = false };
        var (exit, output, error) = await Tool.RunAsync(command, TestServer.Token);
        return new CommandRun(exit, output, error);
    }
}
