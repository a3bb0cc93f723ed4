using Registry.Cli.Hosting;
using Registry.Cli.Tests.Support;
using Registry.Core.Rules;
using static Registry.Cli.Tests.Support.TestRegistry;

namespace Registry.Cli.Tests.Commands;

/// <summary>Who may change what, in a proposal and by commit; and CODEOWNERS, which says the same to GitHub.</summary>
public sealed class PolicyTests
{
    private const string Owners = ".github/CODEOWNERS";

    [Theory]
    [InlineData("@alice", true)]
    [InlineData("@ALICE", true)]
    [InlineData("bob@example.com", true)]
    [InlineData("@mallory", false)]
    [InlineData("alice@example.com", false)]
    public async Task AChannelIsMovedByWhomItsPolicyNames(string person, bool allowed)
    {
        using var registry = await GuardedAsync();
        var id = await registry.EmitAsync("a");
        registry.Commit(new HandCommit("move").Write(ChannelPath("stable"), $"version: {id}\n"), "move");

        var run = await registry.RunAsync("validate", "--base", "main", "--head", "move", "--by", person);

        if (allowed) run.Ended(ExitCode.Done);
        else Refuses(run, RegistryRules.ChannelWho, ChannelPath("stable"));
    }

    [Fact]
    public async Task OneOfSeveralPeopleIsEnough()
    {
        using var registry = await GuardedAsync();
        var id = await registry.EmitAsync("a");
        registry.Commit(new HandCommit("move").Write(ChannelPath("stable"), $"version: {id}\n"), "move");

        await registry.DoAsync("validate", "--base", "main", "--head", "move", "--by", "@mallory", "--by", "@alice");
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("remove")]
    public async Task HoldingAChannelOrTakingItsPointerAwayIsAMoveToo(string what)
    {
        using var registry = await GuardedAsync();
        var id = await registry.EmitAsync("a");
        registry.Commit(new HandCommit("there").Write(ChannelPath("stable"), $"version: {id}\n"));
        registry.Commit(what == "hold" ? new HandCommit("hold").Write(ChannelPath("stable"), $"version: {id}\nhold:\n  by: me\n") : new HandCommit("remove").Remove(ChannelPath("stable")), "move");

        Refuses(await registry.RunAsync("validate", "--base", "main", "--head", "move", "--by", "@mallory"), RegistryRules.ChannelWho, ChannelPath("stable"));
        await registry.DoAsync("validate", "--base", "main", "--head", "move", "--by", "@alice");
    }

    [Fact]
    public async Task ACommandIsByWhoeverGitNames()
    {
        using var registry = await GuardedAsync();
        var id = await registry.EmitAsync("a");

        (await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "stable")).Broke(RegistryRules.ChannelWho, ExitCode.Refused);
        registry.Sandbox.Run(registry.Path, "config", "user.email", "17+alice@users.noreply.github.com");
        await registry.PromoteAsync(id);
    }

    [Fact]
    public async Task AReleaseIsDemandedWhereThePolicySaysSo()
    {
        using var registry = await GuardedAsync();
        var id = await registry.EmitAsync("a");

        (await registry.RunAsync("promote", $"{Billing}@{id}", "--channel", "live")).Broke(RegistryRules.ChannelRelease, ExitCode.Refused);
    }

    [Fact]
    public async Task AllThatIsNotMetIsToldAtOnce()
    {
        using var registry = await CreateAsync(Settings.Guarded.Replace("requireRelease: true", "requireRelease: true\n  from: beta\n  who: [\"@alice\"]", StringComparison.Ordinal));
        await WriteOwnersAsync(registry);
        var old = await registry.EmitAsync("a");
        var id = await registry.EmitAsync("b");
        registry.Commit(new HandCommit("there").Write(ChannelPath("live"), $"version: {id}\n"));

        var run = await registry.RunAsync("promote", $"{Billing}@{old}", "--channel", "live");

        run.Broke(RegistryRules.ChannelWho, ExitCode.Refused);
        foreach (var code in new[] { "REG4004", "REG4006", "REG4009", "REG4010" }) Assert.Contains($"error {code}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry.yaml")]
    [InlineData(".github/workflows/validate.yml")]
    [InlineData("access/subscriptions/deploy.yaml")]
    [InlineData("README.md")]
    public async Task WhatDecidesOverAllIsChangedByAnOwner(string path)
    {
        using var registry = await GuardedAsync();
        var content = path switch
        {
            "registry.yaml" => Settings.Guarded.Replace("soak: 1h", "soak: 1s", StringComparison.Ordinal),
            "access/subscriptions/deploy.yaml" => "apiVersion: registry/v1\nkind: Subscription\nname: deploy\nurl: https://deploy.example.com/\n",
            _ => "x\n",
        };
        registry.Commit(new HandCommit("change").Write(path, content), "change");

        Refuses(await registry.RunAsync("validate", "--base", "main", "--head", "change", "--by", "@mallory"), RegistryRules.Owner, path);
        await registry.DoAsync("validate", "--base", "main", "--head", "change", "--by", "@root");
        await registry.DoAsync("validate", "--base", "main", "--head", "change", "--by", "@acme/admins");
    }

    [Fact]
    public async Task ThePoliciesOfAnEntityAreChangedByAnOwnerAndItsDescriptionByAnybody()
    {
        using var registry = await GuardedAsync();
        await registry.EmitAsync("a");
        const string Path = "entities/acme/billing/entity.yaml";
        const string Header = "apiVersion: registry/v1\nkind: Entity\n";
        registry.Commit(new HandCommit("describe").Write(Path, Header + "description: bills\n"), "describe");
        registry.Commit(new HandCommit("loosen").Write(Path, Header + "channels:\n- name: live\n  advance: manual\n"), "loosen");

        await registry.DoAsync("validate", "--base", "main", "--head", "describe", "--by", "@mallory");
        Refuses(await registry.RunAsync("validate", "--base", "main", "--head", "loosen", "--by", "@mallory"), RegistryRules.Owner, Path);
        await registry.DoAsync("validate", "--base", "main", "--head", "loosen", "--by", "@root");
    }

    [Fact]
    public async Task NoProposalMakesItsOwnAuthorAnOwner()
    {
        using var registry = await GuardedAsync();
        registry.Commit(new HandCommit("seize").Write("registry.yaml", Settings.Guarded.Replace("@root", "@mallory", StringComparison.Ordinal)), "seize");

        Refuses(await registry.RunAsync("validate", "--base", "main", "--head", "seize", "--by", "@mallory"), RegistryRules.Owner, "registry.yaml");
    }

    [Theory]
    [InlineData("soaks/beta.yaml", "version: 2026.11.21-120000\nsince: 2020-01-01T00:00:00Z\n")]
    [InlineData("releases/2026.11/2026.11.21-120000.yaml", "version: 2026.11.21-120000\n")]
    public async Task NoProposalSaysWhatOnlyTheReconcilerSees(string file, string content)
    {
        using var registry = await GuardedAsync();
        await registry.EmitAsync("a");
        var path = $"entities/acme/billing/{file}";
        registry.Commit(new HandCommit("forge").Write(path, content), "forge");

        Refuses(await registry.RunAsync("validate", "--base", "main", "--head", "forge", "--by", "@root"), RegistryRules.Observed, path);
    }

    [Fact]
    public async Task CodeOwnersSaysWhatThePoliciesSayAndKeepsTheRest()
    {
        using var registry = await CreateAsync(Settings.Guarded);
        registry.Commit(new HandCommit("own lines").Write(Owners, "/docs/ @writers\n/entities/acme/ @acme/team\n"));
        Assert.Contains("REG4013", (await registry.RunAsync("validate")).Ended(ExitCode.Failed).Output, StringComparison.Ordinal);

        await WriteOwnersAsync(registry);

        ExpectedText.Matches("CodeOwners", registry.Text(Owners));
        // In GitHub the last line that matches decides, and those above are people's own.
        Assert.DoesNotContain(registry.Text(Owners).Split('\n'), line => line.StartsWith("* ", StringComparison.Ordinal) || line.Split(' ')[0] is "/entities/" or "/**");
        await registry.DoAsync("validate");
        var head = registry.Head;
        await WriteOwnersAsync(registry);
        Assert.Equal(head, registry.Head);
    }

    [Fact]
    public async Task AnEditOfCodeOwnersThatDisagreesIsRefusedAndMended()
    {
        using var registry = await GuardedAsync();
        registry.Commit(new HandCommit("override").Write(Owners, registry.Text(Owners) + "/registry.yaml @mallory\n"));

        Assert.Contains("REG4013", (await registry.RunAsync("validate", "--base", "main~1")).Ended(ExitCode.Failed).Output, StringComparison.Ordinal);
        await WriteOwnersAsync(registry);
        await registry.DoAsync("validate");
        Assert.StartsWith("/registry.yaml @mallory\n", registry.Text(Owners), StringComparison.Ordinal);
    }

    private static async Task<TestRegistry> GuardedAsync()
    {
        var registry = await CreateAsync(Settings.Guarded);
        await WriteOwnersAsync(registry);
        return registry;
    }

    private static Task WriteOwnersAsync(TestRegistry registry) => registry.DoAsync("codeowners");

    private static void Refuses(CommandRun run, Rule rule, string path) => Assert.Contains($"{path}: error {rule.Code}: ", run.Ended(ExitCode.Failed).Output, StringComparison.Ordinal);
}
