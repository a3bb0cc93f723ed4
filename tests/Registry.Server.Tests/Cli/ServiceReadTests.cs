using Registry.Core.Rules;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Cli;

/// <summary>Commands that read say of a service, letter by letter, what they say of the repository behind it.</summary>
public sealed class ServiceReadTests(Twins twins) : IClassFixture<Twins>
{
    [Fact]
    public async Task WhatIsReadIsTheSame()
    {
        const string Entity = "acme/read";
        await twins.EmitAsync(Entity, "1.0.0", "--name", "One", "--description", "The first", "--changelog", "Everything\nis new", "--tag", "b", "--tag", "a", "--channel", "dev", "--set-active");
        await twins.EmitAsync(Entity, "1.1.0", "--needs", Entity, "--file", twins.FileOf("b.zip") + ",platform=linux,architecture=x64");
        await twins.EmitAsync(Entity, "1.2.0", "--draft");
        await twins.SameAsync(0, "promote", $"{Entity}@1.1.0", "--channel", "stable", "--reason", "better");
        await twins.SameAsync(0, "rollback", Entity, "--channel", "stable", "--reason", "worse");
        await twins.SameAsync(0, "annotate", $"{Entity}@1.1.0", "--alias", "lts", "--comment", "kept", "--status", "unlisted");
        var draft = (await twins.OnServiceAsync("show", $"{Entity}@1.2.0", "--json")).Json.GetProperty("version").GetString()!;
        await twins.SameAsync(0, "archive", $"{Entity}@1.2.0", "--reason", "never made");

        string[][] commands =
        [
            ["versions", Entity], ["versions", Entity, "--json"], ["versions", Entity, "--archived", "--limit", "1", "--json"], ["versions", Entity, "--after", draft, "--json"],
            ["versions", Entity, "--status", "unlisted", "--json"], ["show", Entity], ["show", $"{Entity}@lts", "--json"], ["show", $"{Entity}@1.0.0", "--json"], ["show", $"{Entity}:stable"],
            ["show", $"{Entity}@{draft}", "--json"], ["active", Entity], ["active", Entity, "--channel", "stable", "--json"], ["log", Entity, "--channel", "stable"],
            ["log", Entity, "--channel", "stable", "--limit", "2", "--json"], ["list"], ["list", "acme", "--limit", "1", "--json"], ["list", "--after", "acme/files", "--json"], ["token", "list"], ["token", "list", "--json"],
        ];
        foreach (var command in commands)
        {
            var (service, repository) = await twins.ReadAsync(command);

            Assert.Equal((0, repository.Output), (service.Ended(0).Exit, service.Output));
            Assert.NotEmpty(repository.Output);
        }
    }

    [Fact]
    public async Task ContractsAreEmittedShownAndInstalledAsInTheRepository()
    {
        const string Entity = "acme/contracted";
        var contract = twins.World.Sandbox.Combine("contract.yaml");
        await File.WriteAllTextAsync(contract, """
            apiVersion: registry/v1
            kind: Contract
            iconUrl: https://example.com/icon.svg
            ownerType: customer
            dependencies:
            - entity: acme/base
            properties: {"urn:acme:tier": gold, "urn:acme:draft/tier": 1}
            inputs:
              schema: {type: object, required: [size], properties: {size: {type: integer}}}
              bindings: "{'SIZE': pkg.inputs.size * 2}"
            outputs:
              schema: {type: object, properties: {url: {type: string}, size: {type: integer}}}
              bindings: "{'url': entities.base.href, 'size': entities.inputs.SIZE}"

            """, TestServer.Token);
        var inputs = twins.World.Sandbox.Combine("inputs.json");
        await File.WriteAllTextAsync(inputs, """{"size":21}""", TestServer.Token);
        var entities = twins.World.Sandbox.Combine("entities.yaml");
        await File.WriteAllTextAsync(entities, "acme/base: {href: https://base/}\n", TestServer.Token);
        await twins.EmitAsync("acme/base", "1.0.0", "--set-active");
        await twins.EmitAsync(Entity, "1.0.0", "--set-active", "--contract", contract);
        var locked = twins.World.Sandbox.Combine("lock.yaml");

        foreach (var command in new string[][]
                 {
                     ["show", Entity], ["show", Entity, "--json"], ["show", Entity, "--internal", "--json"],
                     ["install", Entity, "--inputs", inputs, "--entities", entities, "--json"], ["install", Entity, "--inputs", inputs, "--entities", entities, "--lock", locked],
                     ["install", Entity, "--inputs", inputs, "--entities", entities, "--lock", locked, "--json"],
                 })
        {
            var (service, repository) = await twins.ReadAsync(command);

            Assert.Equal((0, repository.Output), (service.Ended(0).Exit, service.Output));
        }

        Assert.Equal(42, (await twins.OnServiceAsync("install", Entity, "--inputs", inputs, "--entities", entities, "--json")).Json.GetProperty("outputs").GetProperty("size").GetInt32());
        (await twins.OnServiceAsync("install", Entity)).Broke(RegistryRules.InstallInputs, 4);
    }

    [Fact]
    public async Task AnEntityIsShownAsInTheRepository()
    {
        await twins.SameAsync(0, "entity", "create", "acme/shown", "--description", "Shown", "--owner", "@alice", "--visibility", "public", "--repository", "https://example.com/shown", "--default-channel", "dev");
        await twins.EmitAsync("acme/shown", "1.0.0", "--set-active");

        var (service, repository) = await twins.ReadAsync("entity", "show", "acme/shown", "--json");

        Assert.Equal(repository.Ended(0).Output, service.Ended(0).Output);
    }

    [Fact]
    public async Task FilesAreDownloadedAndChecked()
    {
        await twins.EmitAsync("acme/files", "1.0.0", "--file", twins.FileOf("b.zip") + ",platform=linux");
        var folder = twins.World.Sandbox.Combine("downloads");

        var (service, repository) = await twins.ReadAsync("download", "acme/files@1.0.0", "--platform", "linux", "-o", folder, "--json");
        var none = await twins.OnServiceAsync("download", "acme/files@1.0.0", "--file", "c.zip", "-o", folder);

        Assert.Equal(repository.Ended(0).Output, service.Ended(0).Output);
        Assert.Equal(["a.zip", "b.zip"], Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("b.zip", await File.ReadAllTextAsync(Path.Combine(folder, "b.zip"), TestServer.Token));
        none.Broke(Core.Rules.RegistryRules.VersionNotFound, 3);
    }
}
