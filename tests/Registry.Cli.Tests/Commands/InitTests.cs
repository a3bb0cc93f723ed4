using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;

namespace Registry.Cli.Tests.Commands;

public sealed class InitTests
{
    [Theory]
    [InlineData("sha1", true)]
    [InlineData("sha1", false)]
    [InlineData("sha256", true)]
    public async Task ANewRegistryIsValidAndReadyForUse(string objectFormat, bool bare)
    {
        using var place = TestRegistry.None();

        var run = await place.RunAtAsync(null, ["init", place.Path, "--name", "acme", "--object-format", objectFormat, "--json", .. bare ? new[] { "--bare" } : []]);

        run.Ended(ExitCode.Done);
        Assert.Equal("path name branch commit", run.Names);
        Assert.Equal(place.Head, run.Json.GetProperty("commit").GetString());
        Assert.Empty(bare ? "" : place.Sandbox.Run(place.Path, "status", "--porcelain"));
        await place.EmitAsync("a");
        await place.DoAsync("validate");
        Assert.Empty(place.Sandbox.Run(place.Path, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task TheNameIsThatOfTheDirectoryUnlessItIsGiven()
    {
        using var place = TestRegistry.None();

        (await place.RunAtAsync(null, "init", place.Sandbox.Combine("Acme.git"), "--bare")).Ended(ExitCode.Done);

        Assert.Contains("\nname: acme\n", place.Sandbox.Run(place.Sandbox.Combine("Acme.git"), "cat-file", "blob", "main:registry.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADirectoryWithFilesIsLeftAlone()
    {
        using var place = TestRegistry.None();
        Directory.CreateDirectory(place.Path);
        File.WriteAllText(Path.Combine(place.Path, "mine.txt"), "x");

        var run = await place.RunAtAsync(null, "init", place.Path);

        run.Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(place.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task AnInitThatFailsLeavesNothingAndCanBeRepeated()
    {
        using var place = TestRegistry.None();
        var configuration = File.ReadAllText(place.Sandbox.UserConfiguration);
        File.WriteAllText(place.Sandbox.UserConfiguration, "[user]\n\tuseConfigOnly = true\n");

        var failed = await place.RunAtAsync(null, "init", place.Path, "--name", "acme", "--bare");
        var isLeft = Directory.Exists(place.Path);
        File.WriteAllText(place.Sandbox.UserConfiguration, configuration);
        var repeated = await place.RunAtAsync(null, "init", place.Path, "--name", "acme", "--bare");

        failed.Broke(RegistryRules.Identity, ExitCode.Failed);
        Assert.False(isLeft);
        repeated.Ended(ExitCode.Done);
    }

    [Fact]
    public async Task ANameThatIsNoNameIsWrongUsage()
    {
        using var place = TestRegistry.None();

        (await place.RunAtAsync(null, "init", place.Path, "--name", "Acme Corp")).Broke(RegistryRules.BadRequest, ExitCode.WrongUsage);
    }
}
