using Registry.Bench.Measuring;
using Registry.Bench.Processes;
using Registry.Bench.Setup;

namespace Registry.Bench.PlainGit;

/// <summary>A push of a commit that changes nothing. The receiving side reads all folders of the commit before it, so this is what any push costs at least.</summary>
internal static class EmptyPush
{
    public static async Task<Side> PrepareAsync(Workspace workspace, LoadedRegistry registry)
    {
        var clone = workspace.Fresh($"push-{registry.Versions}");
        await Runner.RunAsync(new Command("git", "clone", "--quiet", "--bare", "--depth=1", "--filter=tree:1", "--no-tags", $"file://{registry.Repository}", clone));
        return new Side(async _ =>
        {
            await Runner.GitAsync(clone, "fetch", "--quiet", "origin", "+refs/heads/main:refs/heads/main");
            var commit = (await Runner.GitAsync(clone, "commit-tree", "main^{tree}", "-p", "main", "-m", "nothing")).Output.Trim();
            return (await Runner.GitAsync(clone, [.. Durability.Options, "push", "--quiet", "origin", $"{commit}:refs/heads/main"])).Seconds;
        });
    }
}
