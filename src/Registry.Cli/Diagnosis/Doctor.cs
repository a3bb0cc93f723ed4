using System.Globalization;
using System.Runtime.CompilerServices;
using Registry.Cli.Hosting;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Validation;
using Registry.Git;
using Registry.Git.Outbox;
using Registry.Git.Processes;
using Registry.Git.Releases;

namespace Registry.Cli.Diagnosis;

/// <summary>Examines a set-up from the ground up: git, the registry, its branch, its remote, what waits, what is broken.</summary>
/// <param name="context">Which registry.</param>
/// <param name="quick">Whether the check of every file is left out.</param>
internal sealed class Doctor(CommandContext context, bool quick)
{
    private const int ManyLooseObjects = 20_000;
    private const int ManyPacks = 50;
    private const int MostProblems = 10;

    private readonly GitExecutable _git = context.Git;

    public async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var git = await TryAsync("git", async () => new Finding("git", Health.Well, $"version {await _git.RequireVersionAsync(cancellationToken)}"));
        yield return git;
        if (git.Health == Health.Broken) yield break;

        string? location = null;
        yield return await TryAsync("registry", () =>
        {
            location = context.Location();
            return Task.FromResult(new Finding("registry", Health.Well, GitUrl.Redact(location)));
        });
        if (location is null) yield break;
        yield return ExamineOutbox(location);

        GitRegistryStore? store = null;
        var opened = await TryAsync("opening", async () =>
        {
            store = await context.OpenAsync(cancellationToken);
            return new Finding("opening", Health.Well, GitUrl.IsUrl(location) ? "fetched from the remote" : "the repository can be read");
        });
        yield return opened;
        if (store is null) yield break;
        await using (store)
        {
            await foreach (var finding in ExamineAsync(store, location, cancellationToken)) yield return finding;
        }
    }

    private async IAsyncEnumerable<Finding> ExamineAsync(GitRegistryStore store, string location, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var directory = GitUrl.IsUrl(location) ? null : location;
        yield return await IdentityAsync(directory, cancellationToken);
        if (directory is not null)
        {
            yield return await BranchAsync(directory, cancellationToken);
            if (await UpstreamAsync(directory, cancellationToken) is { } upstream) yield return upstream;
            if (await WorkTreeAsync(store, directory, cancellationToken) is { } workTree) yield return workTree;
            yield return await ObjectsAsync(directory, cancellationToken);
        }

        yield return await TryAsync("settings", async () =>
        {
            var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
            var settings = await registry.SettingsAsync(cancellationToken);
            return new Finding("settings", Health.Well, $"registry {settings.Name}, default channel {settings.DefaultChannel}");
        });
        yield return await TryAsync("files", () => FilesAsync(store, cancellationToken));
        if (!quick) yield return await TryAsync("contents", () => ContentsAsync(store, cancellationToken));
    }

    private Finding ExamineOutbox(string location)
    {
        var waiting = new RequestOutbox(location, context.StoreOptions.Home, context.Time).Count;
        return waiting == 0
            ? new Finding("outbox", Health.Well, "empty")
            : new Finding("outbox", Health.Warning, $"{waiting} emits wait", "registry flush");
    }

    private async Task<Finding> IdentityAsync(string? directory, CancellationToken cancellationToken)
    {
        var output = await _git.RunAsync(new GitCommand(directory, "var", "GIT_COMMITTER_IDENT"), cancellationToken);
        return output.Succeeded
            ? new Finding("identity", Health.Well, output.Text[..(output.Text.IndexOf('>', StringComparison.Ordinal) + 1)])
            : new Finding("identity", Health.Broken, $"git does not know who commits: {output.Reason}", "git config --global user.name \"…\" && git config --global user.email \"…\"");
    }

    private async Task<Finding> BranchAsync(string directory, CancellationToken cancellationToken)
    {
        var output = await _git.RunAsync(new GitCommand(directory, "symbolic-ref", "--quiet", "--short", "HEAD"), cancellationToken);
        return output.Succeeded
            ? new Finding("branch", Health.Well, output.Text.Trim())
            : new Finding("branch", Health.Broken, "HEAD is detached: the registry can be read, but not written", $"git -C {directory} switch main");
    }

    /// <summary>How a clone stands to where it was cloned from; nothing to say for a repository that follows none.</summary>
    private async Task<Finding?> UpstreamAsync(string directory, CancellationToken cancellationToken)
    {
        var remote = await _git.RunAsync(new GitCommand(directory, "config", "--get", "remote.origin.url"), cancellationToken);
        var branch = await _git.RunAsync(new GitCommand(directory, "symbolic-ref", "--quiet", "HEAD"), cancellationToken);
        if (!remote.Succeeded || !branch.Succeeded) return null;

        var asked = await _git.RunAsync(new GitCommand(directory, "ls-remote", "origin", branch.Text.Trim()), cancellationToken);
        if (!asked.Succeeded) return new Finding("remote", Health.Broken, $"{GitUrl.Redact(remote.Text.Trim())} cannot be reached: {asked.Reason}", $"git -C {directory} ls-remote origin");
        if (asked.Text.Length == 0) return new Finding("remote", Health.Warning, $"{GitUrl.Redact(remote.Text.Trim())} has no branch {branch.Text.Trim()}", $"git -C {directory} push --set-upstream origin HEAD");

        var theirs = asked.Text[..asked.Text.IndexOf('\t', StringComparison.Ordinal)];
        var ours = (await _git.RunAsync(new GitCommand(directory, "rev-parse", "HEAD"), cancellationToken)).Text.Trim();
        if (theirs == ours) return new Finding("remote", Health.Well, "the clone is up to date");
        var isAhead = (await _git.RunAsync(new GitCommand(directory, "merge-base", "--is-ancestor", theirs, "HEAD"), cancellationToken)).Succeeded;
        return isAhead
            ? new Finding("remote", Health.Warning, "the clone has commits that the remote has not", $"git -C {directory} push origin HEAD")
            : new Finding("remote", Health.Warning, "the clone is out of date", $"git -C {directory} pull --rebase");
    }

    private async Task<Finding?> WorkTreeAsync(GitRegistryStore store, string directory, CancellationToken cancellationToken)
    {
        var inside = await _git.RunAsync(new GitCommand(directory, "rev-parse", "--is-inside-work-tree"), cancellationToken);
        if (inside.Text.Trim() != "true") return null;
        if (await store.SharedDirectoryAsync(cancellationToken) is { } shared && File.Exists(Path.Combine(shared, "registry", "follow")))
            return new Finding("work tree", Health.Warning, "a killed operation left the work tree behind its branch; the next write brings it along", $"git -C {directory} status");
        var status = await _git.RunAsync(new GitCommand(directory, "status", "--porcelain", "--untracked-files=no"), cancellationToken);
        var changed = status.Lines.Count;
        return changed == 0
            ? new Finding("work tree", Health.Well, "in step with the branch")
            : new Finding("work tree", Health.Warning, $"{changed} files differ from the branch; an operation that would change one of them is refused", $"git -C {directory} status");
    }

    private async Task<Finding> ObjectsAsync(string directory, CancellationToken cancellationToken)
    {
        var output = await _git.RunAsync(new GitCommand(directory, "count-objects", "-v"), cancellationToken);
        var counts = output.Lines.Select(line => line.Split(": ")).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var (loose, packs) = (Count("count"), Count("packs"));
        var message = $"{loose} loose objects, {packs} packs";
        return loose > ManyLooseObjects || packs > ManyPacks
            ? new Finding("objects", Health.Warning, message, $"git -C {directory} gc")
            : new Finding("objects", Health.Well, message);

        int Count(string name) => counts.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }

    private static async Task<Finding> FilesAsync(GitRegistryStore store, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        var path = await ReleaseHosts.DirectoryAsync(store, (await registry.SettingsAsync(cancellationToken)).Releases, cancellationToken);
        if (!Directory.Exists(path))
        {
            return FileInTheWay(path) is { } file
                ? new Finding("files", Health.Broken, $"{path} cannot be created: {file} is no folder", "move it away, or correct releases.path in registry.yaml")
                : new Finding("files", Health.Well, $"{path} will be created with the first file");
        }

        var probe = Path.Combine(path, $".probe-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(probe, "", cancellationToken);
        File.Delete(probe);
        return new Finding("files", Health.Well, $"{path} can be written");
    }

    private static string? FileInTheWay(string? path)
    {
        while (path is not null && !Path.Exists(path)) path = Path.GetDirectoryName(path);
        return Directory.Exists(path) ? null : path;
    }

    private static async Task<Finding> ContentsAsync(GitRegistryStore store, CancellationToken cancellationToken)
    {
        var report = await new RegistryValidator(store).ValidateAsync(await store.SnapshotAsync(null, cancellationToken), progress: null, cancellationToken);
        if (report.IsValid) return new Finding("contents", Health.Well, $"{report.Checked} files are valid");
        var shown = report.Problems.Take(MostProblems).Select(problem => $"{problem}\n  {problem.Rule.WayOut}");
        var more = report.Problems.Count > MostProblems ? $"\nand {report.Problems.Count - MostProblems} more" : "";
        return new Finding("contents", Health.Broken, $"{report.Problems.Count} problems:\n{string.Join('\n', shown)}{more}", "registry validate (shows them all)");
    }

    private static async Task<Finding> TryAsync(string check, Func<Task<Finding>> examine)
    {
        try
        {
            return await examine();
        }
        catch (RegistryException error)
        {
            return new Finding(check, Health.Broken, error.Message, error.Rule.WayOut);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding(check, Health.Broken, error.Message);
        }
    }
}
