using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Cli;

/// <summary>Commands that write do to a service what they do to a repository, and say the same of it.</summary>
public sealed class ServiceWriteTests(Twins twins) : IClassFixture<Twins>
{
    [Fact]
    public async Task AnEntityIsCreatedAndChanged()
    {
        string[] settings = ["--description", "One", "--owner", "@alice", "--visibility", "private", "--repository", "https://example.com/one", "--default-channel", "dev"];

        await twins.SameAsync(0, ["entity", "create", "acme/made", .. settings, "--json"]);
        await twins.SameAsync(4, "entity", "create", "acme/made");
        await twins.SameAsync(0, "entity", "set", "acme/made", "--description", "", "--owner", "@bob", "--json");
        await twins.SameAsync(0, "entity", "set", "acme/made", "--repository", "");
        await twins.SameAsync(3, "entity", "set", "acme/unknown", "--description", "Two");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--offline=false")]
    public async Task AVersionIsEmittedOnce(string form)
    {
        var entity = form == "--json" ? "acme/emitted" : "acme/emitted.text";
        string[] source = ["--source-hash", ApiWorld.HashOf("source")];
        string[] file = ["--file", twins.FileOf("a.zip") + ",platform=linux"];

        await twins.SameAsync(0, ["emit", entity, .. source, .. file, "--semver", "1.0.0", form]);
        await twins.SameAsync(0, ["emit", entity, .. source, .. file, form]);
        await twins.SameAsync(0, ["emit", entity, .. source, .. file, "--force", "--semver", "1.0.0", form]);
        await twins.SameAsync(0, ["emit", entity, "--source-hash", ApiWorld.HashOf("draft"), "--draft", form]);
        await twins.SameAsync(4, ["emit", entity, "--source-hash", ApiWorld.HashOf("nothing")]);
        await twins.SameAsync(1, ["emit", entity, "--source-hash", ApiWorld.HashOf("missing"), "--file", "missing.zip"]);
    }

    [Fact]
    public async Task ASourceFolderIsEmittedWithItsOrigin()
    {
        var folder = Directory.CreateDirectory(twins.World.Sandbox.Combine("source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "program.cs"), "code", TestServer.Token);

        await twins.SameAsync(0, "emit", "acme/folder", "--source-dir", folder, "--file", twins.FileOf("a.zip"), "--json");
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--offline=false")]
    public async Task AChannelIsMovedThereAndBack(string form)
    {
        var entity = form == "--json" ? "acme/moved" : "acme/moved.text";
        foreach (var version in new[] { "1.0.0", "2.0.0" }) await twins.EmitAsync(entity, version);

        await twins.SameAsync(0, "promote", $"{entity}@1.0.0", "--channel", "stable", form);
        await twins.SameAsync(0, "promote", $"{entity}@1.0.0", "--channel", "stable", form);
        await twins.SameAsync(0, "promote", $"{entity}@2.0.0", "--channel", "stable", "--reason", "newer", form);
        await twins.SameAsync(4, "promote", $"{entity}@1.0.0", "--channel", "stable");
        await twins.SameAsync(0, "promote", entity, "--channel", "dev", form);
        await twins.SameAsync(0, "rollback", entity, "--channel", "stable", "--reason", "broken", form);
        await twins.SameAsync(0, "promote", $"{entity}@1.0.0", "--channel", "stable", form);
        await twins.SameAsync(3, "promote", $"{entity}@3.0.0", "--channel", "stable");
        await twins.SameAsync(3, "promote", $"{entity}@1.0.0", "--channel", "nightly");
    }

    [Fact]
    public async Task AMoveIsProposed()
    {
        await twins.EmitAsync("acme/proposed", "1.0.0");

        await twins.SameAsync(0, "promote", "acme/proposed@1.0.0", "--channel", "guarded", "--pull-request", "--json");
        await twins.SameAsync(0, "promote", "acme/proposed@1.0.0", "--channel", "guarded", "--pull-request");
        await twins.SameAsync(3, "rollback", "acme/proposed", "--channel", "guarded", "--pull-request");
    }

    [Fact]
    public async Task AVersionIsAnnotatedArchivedAndRevertedTo()
    {
        const string Entity = "acme/annotated";
        foreach (var version in new[] { "1.0.0", "2.0.0" }) await twins.EmitAsync(Entity, version);

        await twins.SameAsync(0, "annotate", $"{Entity}@1.0.0", "--alias", "lts", "--comment", "kept", "--status", "unlisted", "--json");
        await twins.SameAsync(0, "annotate", $"{Entity}@lts", "--comment", "", "--status", "listed");
        await twins.SameAsync(0, "archive", $"{Entity}@lts", "--reason", "old", "--json");
        await twins.SameAsync(0, "archive", $"{Entity}@lts", "--reason", "old");
        await twins.SameAsync(0, "unarchive", $"{Entity}@lts", "--reason", "needed", "--json");
        await twins.SameAsync(0, "revert", $"{Entity}@lts", "--json");
        await twins.SameAsync(3, "archive", $"{Entity}@9.0.0", "--reason", "old");
    }

    [Fact]
    public async Task AVersionIsDeletedUnlessAChannelPointsAtIt()
    {
        const string Entity = "acme/deleted";
        await twins.EmitAsync(Entity, "1.0.0", "--set-active");
        await twins.EmitAsync(Entity, "2.0.0");

        await twins.SameAsync(4, "delete", $"{Entity}@1.0.0", "--reason", "wrong");
        await twins.SameAsync(0, "delete", $"{Entity}@2.0.0", "--reason", "wrong");
        await twins.SameAsync(3, "delete", $"{Entity}@2.0.0", "--reason", "wrong");

        var deleted = (await twins.OnServiceAsync("delete", $"{Entity}@1.0.0", "--reason", "wrong", "--json")).Ended(4).Json;
        Assert.Equal(Core.Rules.RegistryRules.InUse.Code, deleted.GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Empty(await twins.World.ValidateAsync());
    }

    [Fact]
    public async Task ATokenIsMadeUsedAndRemoved()
    {
        var made = (await twins.OnServiceAsync("token", "create", "--description", "agent", "--person", "@alice", "--expires", "1d", "--json")).Ended(0).Json;
        var (id, secret) = (made.GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
        var text = (await twins.OnServiceAsync("token", "create", "--description", "root", "--administrator")).Ended(0);

        Assert.Matches("^reg_[0-9a-f]{16}_[A-Za-z0-9_-]{43}\n$", text.Output);
        (await CommandLine.RunAsync(twins.World.Sandbox, twins.Service, Variables(text.Output.Trim()), "token", "list")).Ended(0);
        (await CommandLine.RunAsync(twins.World.Sandbox, twins.Service, Variables(secret), "list")).Ended(0);
        (await CommandLine.RunAsync(twins.World.Sandbox, twins.Service, Variables(secret), "token", "list")).Broke(Core.Rules.RegistryRules.Forbidden, 4);
        (await twins.OnServiceAsync("token", "delete", id)).Ended(0);
        (await twins.OnServiceAsync("token", "delete", id)).Broke(Core.Rules.RegistryRules.TokenNotFound, 3);
        (await CommandLine.RunAsync(twins.World.Sandbox, twins.Service, Variables(secret), "list")).Broke(Core.Rules.RegistryRules.Unauthenticated, 4);
    }

    private static Dictionary<string, string> Variables(string secret) => new(StringComparer.Ordinal) { ["REGISTRY_TOKEN"] = secret };
}
