using Registry.MSBuild.Tests.Support;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Registries;

/// <summary>A registry that cannot be written does not fail a build: it warns once, and what was emitted waits.</summary>
public sealed class UnusableRegistryTests(BuildPackage package)
{
    private const string Queued = "REG7004";

    [Theory]
    [Trait("Case", "28")]
    [InlineData("missing")]
    [InlineData("no repository", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("broken settings", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("locked")]
    [InlineData("read-only", Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task TheBuildSucceedsWithOneWarningAndTheEmitWaitsWhenTheRegistryIs(string state)
    {
        Assert.SkipWhen(state == "read-only" && Environment.IsPrivilegedProcess, "for a privileged user nothing is read-only");
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        Spoil(workspace, state);

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal([Queued], run.Warnings);
        Assert.Equal("acme/lone", Assert.Single(workspace.Waiting()).GetProperty("entity").GetString());
        Assert.Equal("queued", workspace.EmittedOf("Lone").GetProperty("outcome").GetString());
        (await workspace.BuildAsync()).DidNothing();
    }

    [Fact]
    [Trait("Case", "28")]
    public async Task TheBuildFailsWhenItIsToFail()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        Spoil(workspace, "missing");

        var run = (await workspace.BuildAsync("-p:RegistryFailOnError=true")).Failed();

        Assert.Equal([Queued], run.Errors);
        Assert.Single(workspace.Waiting());
    }

    [LongFact]
    [Trait("Case", "28")]
    public async Task ABuildOfSeveralProjectsWarnsOnce()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Chain);
        Spoil(workspace, "missing");

        var run = (await workspace.BuildAsync("-m:1")).Succeeded();

        Assert.Equal([Queued], run.Warnings);
        Assert.Equal(["acme/base", "acme/middle", "acme/app"], workspace.Waiting().Select(request => request.GetProperty("entity").GetString()));
    }

    [Fact]
    [Trait("Case", "29")]
    public async Task WhatWaitsGoesOutOnceAndInOrderWithTheNextBuildThatReachesTheRegistry()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        Directory.Move(workspace.Registry, workspace.Registry + ".away");
        (await workspace.BuildAsync()).Succeeded();
        workspace.EditClass("Lone", 2);
        (await workspace.BuildAsync()).Succeeded();
        var waiting = workspace.Waiting().Select(request => request.GetProperty("sourceHash").GetString()).ToList();
        Directory.Move(workspace.Registry + ".away", workspace.Registry);

        workspace.EditClass("Lone", 3);
        var run = (await workspace.BuildAsync()).Succeeded();

        var versions = await workspace.VersionsAsync("lone");
        Assert.Empty(run.Warnings);
        Assert.Equal(2, waiting.Count);
        Assert.Equal([.. waiting, workspace.EmittedOf("Lone").GetProperty("sourceHash").GetString()], versions.Select(version => version.SourceHash.ToString()));
        Assert.Equal([1, 2, 3], versions.Select(version => version.Ordinal));
        Assert.Empty(workspace.Waiting());
        workspace.IsSound();
    }

    [Fact]
    [Trait("Case", "30")]
    public async Task WithoutGitTheBuildSucceedsWithOneWarningAndTheEmitWaits()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        workspace.Variables["PATH"] = workspace.Sandbox.Combine("home");

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal([Queued], run.Warnings);
        Assert.Single(workspace.Waiting());
    }

    [LongFact]
    [Trait("Case", "31")]
    public async Task WithAGitThatIsTooOldTheBuildSucceedsWithOneWarningAndTheEmitWaits()
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        var folder = Directory.CreateDirectory(workspace.Sandbox.Combine("old")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "git"), "#!/bin/sh\ncase \"$*\" in *version*) echo git version 2.20.1;; *) exit 129;; esac\n", Workspace.Token);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(folder, "git"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        workspace.Variables["PATH"] = $"{folder}:/usr/bin:/bin";

        var run = (await workspace.BuildAsync()).Succeeded();

        Assert.Equal([Queued], run.Warnings);
        Assert.Contains("2.20.1", Assert.Single(run.WarningTexts), StringComparison.Ordinal);
        Assert.Single(workspace.Waiting());
    }

    [Theory]
    [Trait("Case", "43")]
    [InlineData("-warnaserror", false, 0)]
    [InlineData("-p:MSBuildTreatWarningsAsErrors=true", false, 0, Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    [InlineData("-p:TreatWarningsAsErrors=true", true, 1)]
    [InlineData("-p:NoWarn=REG7004", true, 0, Skip = LongTests.Why, SkipUnless = nameof(LongTests.AreWanted), SkipType = typeof(LongTests))]
    public async Task TheWarningIsWhatMSBuildMakesOfItWith(string option, bool succeeds, int warnings)
    {
        using var workspace = await Workspace.CreateAsync(package, Layout.Lone);
        Spoil(workspace, "missing");

        var run = await workspace.BuildAsync(option);

        Assert.Equal(succeeds, run.Exit == 0);
        Assert.Equal(warnings, run.Warnings.Count);
        Assert.Equal(succeeds ? [] : [Queued], run.Errors);
        Assert.Single(workspace.Waiting());
    }

    private static void Spoil(Workspace workspace, string state)
    {
        switch (state)
        {
            case "missing":
                Directory.Delete(workspace.Registry, recursive: true);
                break;
            case "no repository":
                File.WriteAllText(Path.Combine(workspace.Registry, "HEAD"), "rubbish\n");
                break;
            case "broken settings":
                workspace.Sandbox.RunWithInput(workspace.Registry, "commit refs/heads/main\ncommitter T <t@e> 0 +0000\ndata 1\nx\nM 100644 inline registry.yaml\ndata 8\nrubbish\n\n", "fast-import", "--quiet", "--force");
                break;
            case "locked":
                File.WriteAllText(Path.Combine(workspace.Registry, "refs", "heads", "main.lock"), "");
                break;
            default:
                if (OperatingSystem.IsWindows()) break;
                foreach (var folder in Directory.EnumerateDirectories(workspace.Registry, "*", SearchOption.AllDirectories).Append(workspace.Registry))
                    File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                break;
        }
    }
}
