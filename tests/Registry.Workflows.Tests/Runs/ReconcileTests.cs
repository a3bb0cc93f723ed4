namespace Registry.Workflows.Tests.Runs;

public sealed class ReconcileTests
{
    [Fact]
    public async Task ARunMovesWhatMovesByItselfAndTheNextFindsNothingToDo()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        (await registry.ReconcileAsync()).Passed();
        var (dev, head) = (registry.Sandbox.Run(registry.Bare, "cat-file", "blob", "main:entities/acme/billing/channels/dev.yaml"), registry.Sandbox.Run(registry.Bare, "rev-parse", "main"));
        (await registry.ReconcileAsync()).Passed();

        Assert.StartsWith($"version: {registry.Versions[1]}", dev, StringComparison.Ordinal);
        Assert.Equal(head, registry.Sandbox.Run(registry.Bare, "rev-parse", "main"));
        Assert.Equal("github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>", registry.Sandbox.Run(registry.Bare, "log", "-1", "--format=%an <%ae>", "main"));
    }

    [Fact]
    public async Task ARunThatABranchOfTheInboxStartedReconcilesMainAndChecksNothingOut()
    {
        await using var registry = await RegistryOnGitHub.CreateAsync();
        const string Branch = "emit/acme/billing/0123456789abcdef";
        registry.Commit(Branch, ("evil.sh", "exit 1"), (".github/workflows/reconcile.yml", "nonsense"));

        (await registry.ReconcileAsync(Branch)).Passed();

        Assert.StartsWith($"version: {registry.Versions[1]}", registry.Sandbox.Run(registry.Bare, "cat-file", "blob", "main:entities/acme/billing/channels/dev.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain(registry.Runner.Files, file => file.EndsWith("evil.sh", StringComparison.Ordinal));
        Assert.NotEmpty(registry.Sandbox.Run(registry.Bare, "rev-parse", "--verify", Branch));
    }
}
