using Registry.Core.Rules;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Cli;

/// <summary>What is a service, how a command shows who it is, and what only a repository can do.</summary>
public sealed class ServiceAddressTests(Twins twins) : IClassFixture<Twins>
{
    private static readonly Dictionary<string, string> s_nothing = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("validate")]
    [InlineData("verify")]
    [InlineData("codeowners")]
    [InlineData("lint contract.yaml")]
    [InlineData("status --channels")]
    [InlineData("log")]
    [InlineData("log acme/billing")]
    [InlineData("active acme/billing --as-of 2026-01-01")]
    [InlineData("reconcile --once")]
    [InlineData("serve")]
    [InlineData("flush")]
    [InlineData("export")]
    [InlineData("list --offline")]
    [InlineData("list --branch main")]
    public async Task WhatNeedsTheRepositorySaysSo(string command)
    {
        var run = await twins.OnServiceAsync(command.Split(' '));

        run.Broke(RegistryRules.BadRequest, 2);
        Assert.Contains(" is a service", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("error ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheTokenComesFromTheFileThatAVariableNames()
    {
        var file = twins.World.Sandbox.Combine("token");
        await File.WriteAllTextAsync(file, twins.World.Administrator + "\n", TestServer.Token);

        (await RunAsync(twins.Service, s_nothing, "token", "list")).Broke(RegistryRules.Unauthenticated, 4);
        (await RunAsync(twins.Service, new(StringComparer.Ordinal) { ["REGISTRY_TOKEN_FILE"] = file }, "token", "list")).Ended(0);
        (await RunAsync(twins.Service, new(StringComparer.Ordinal) { ["REGISTRY_TOKEN_FILE"] = file + ".missing" }, "token", "list")).Broke(RegistryRules.BadRequest, 2);
    }

    [Fact]
    public async Task ATokenIsNeverPrinted()
    {
        const string Broken = "reg_0123456789abcdef_secret with spaces";

        var run = await RunAsync(twins.Service, new(StringComparer.Ordinal) { ["REGISTRY_TOKEN"] = Broken }, "list");

        run.Broke(RegistryRules.BadRequest, 2);
        Assert.DoesNotContain("secret", run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceThatCannotBeReachedIsAnErrorAndNothingWaits()
    {
        var run = await RunAsync("http://127.0.0.1:1/", s_nothing, "emit", "acme/billing", "--source-hash", ApiWorld.HashOf("x"), "--file", twins.FileOf("a.zip"));

        run.Broke(RegistryRules.Unreachable, 1);
        Assert.False(Directory.Exists(twins.World.Sandbox.Combine("desk", "outbox")));
    }

    [Fact]
    public async Task AnotherMachineIsNotCalledWithoutTls() =>
        (await RunAsync("http://registry.invalid/", s_nothing, "list")).Broke(RegistryRules.BadRequest, 2);

    [Fact]
    public async Task ANameThatNoAddressCanHoldIsWrongUsage() => (await twins.OnServiceAsync("active", "acme/billing", "--channel", "..")).Broke(RegistryRules.BadRequest, 2);

    [Fact]
    public async Task AnAddressWithAPathIsARepository() =>
        (await RunAsync(twins.Service + "registry.git", s_nothing, "list")).Broke(RegistryRules.Unreachable, 1);

    private Task<CommandRun> RunAsync(string registry, Dictionary<string, string> variables, params string[] arguments) => CommandLine.RunAsync(twins.World.Sandbox, registry, variables, arguments);
}
