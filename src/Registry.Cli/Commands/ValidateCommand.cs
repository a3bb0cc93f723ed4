using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.PullRequests;
using Registry.Core.Channels;
using Registry.Core.Operations;
using Registry.Core.Proposals;
using Registry.Core.Rules;
using Registry.Core.Store;
using Registry.Core.Validation;
using Registry.Git;

namespace Registry.Cli.Commands;

/// <summary><c>registry validate</c>: checks a whole registry, or what a change touches.</summary>
internal static class ValidateCommand
{
    internal sealed record Options(string? Base, string? Head, string Format, IReadOnlyList<Principal> By, int? PullRequest, bool Comment, string? Status);

    public static Command Create(CommandContext host)
    {
        var from = Arguments.Text("--base", "Check only what changed since this revision, such as origin/main", "revision");
        var head = Arguments.Text("--head", "The revision to check (default: the newest commit of the branch)", "revision");
        var format = Arguments.Choice("--format", "How problems are printed (default: text; json with --json)", "text", "json", "github");
        var by = new Option<Principal[]>("--by") { Description = "Check the change as a proposal of this person, @login or address; repeatable", HelpName = "person", CustomParser = Arguments.ListParser(Principal.Parse) };
        var pullRequest = new Option<int?>("--pull-request") { Description = "Check the change as this pull request: by its author and who approved it", HelpName = "number" };
        var comment = new Option<bool>("--comment") { Description = "Say in one comment of the pull request what a merge would do" };
        var status = Arguments.Text("--status", $"Set the status {ValidationStatus.Context} of this commit of the pull request", "commit");
        return new Command("validate", "Check what is committed: the whole registry, or exactly what a change touches") { from, head, format, by, pullRequest, comment, status }.Run(host, (result, context, cancellationToken) =>
            RunAsync(
                new Options(
                    result.GetValue(from), result.GetValue(head), result.GetValue(format) ?? (context.Output.IsJson ? "json" : "text"),
                    result.GetValue(by) ?? [], result.GetValue(pullRequest), result.GetValue(comment), result.GetValue(status)),
                context,
                cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        if (options is { Base: null } and ({ By.Count: > 0 } or { PullRequest: not null })) throw new RegistryException(RegistryRules.BadRequest, "--by and --pull-request need --base");
        if (options is { PullRequest: not null, By.Count: > 0 }) throw new RegistryException(RegistryRules.BadRequest, "--by and --pull-request exclude each other: GitHub says who stands for a pull request");
        if (options.PullRequest is null && (options.Comment || options.Status is not null)) throw new RegistryException(RegistryRules.BadRequest, "--comment and --status need --pull-request");
        await using var store = await context.OpenAsync(cancellationToken);
        var head = await store.SnapshotAsync(options.Head, cancellationToken);
        var report = options.Base is { } revision
            ? await CheckChangeAsync(options, store, await store.SnapshotAsync(revision, cancellationToken), head, context, cancellationToken)
            : await new RegistryValidator(store).ValidateAsync(head, new ProgressOf(count => context.Output.Progress($"checked {count:N0} files")), cancellationToken);
        ProblemReport.Write(report, options.Format, context.Output);
        return report.IsValid ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<ValidationReport> CheckChangeAsync(
        Options options, GitRegistryStore store, IRegistrySnapshot @base, IRegistrySnapshot head, CommandContext context, CancellationToken cancellationToken)
    {
        using var gitHub = options.PullRequest is null ? null : GitHubConnection.Require(context, context.Location());
        var isProposal = gitHub is not null || options.By.Count > 0;
        var people = gitHub is not null ? await Reviewers.FindAsync(gitHub, options.PullRequest!.Value, await PolicyPeople.FindAsync(store, @base, head, cancellationToken), cancellationToken)
            : options.By.Count > 0 ? options.By
            : await store.FindIdentityAsync(cancellationToken) is { } identity ? Principal.Of(identity) : [];
        var report = await new ChangeValidator(store, context.Time).ValidateAsync(@base, head, people, isProposal, cancellationToken);
        if (options.Status is { } commit) await ValidationStatus.SetAsync(gitHub!, commit, report, context.Output, cancellationToken);
        if (!isProposal) return report;

        var plan = new PlanContext(new RegistryReader(head), store.HistoryOf(@base), context.Time.GetUtcNow(), "") { People = people };
        var text = ChangeText.Format(await ChangeReader.ReadAsync(store, @base, plan, cancellationToken), report);
        if (context.Environment("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary) await File.AppendAllTextAsync(summary, text, cancellationToken);
        if (options.Comment) await PullRequestComment.SetAsync(gitHub!, options.PullRequest!.Value, text, context.Output, cancellationToken);
        return report;
    }

    private sealed class ProgressOf(Action<long> report) : IProgress<long>
    {
        public void Report(long value) => report(value);
    }
}
