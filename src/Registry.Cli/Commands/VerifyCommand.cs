using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Validation;
using Registry.Core.Versions;
using Registry.Git.Releases;

namespace Registry.Cli.Commands;

/// <summary><c>registry verify</c>: compares the content at the release host with the manifests.</summary>
internal static class VerifyCommand
{
    internal sealed record Options(VersionReference? Reference, bool Quick);

    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        reference.Arity = ArgumentArity.ZeroOrOne;
        var quick = new Option<bool>("--quick") { Description = "Trust the size and digest that the release host states, and read no content" };
        return new Command("verify", "Compare files at the release host with their manifests and release records: one version, or all") { reference, quick }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(reference), result.GetValue(quick)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        using var host = await store.OpenReleasesAsync(cancellationToken);
        List<Problem> problems = [];
        long count = 0;
        if (options.Reference is { } reference)
        {
            var resolution = await registry.ResolveAsync(reference, cancellationToken);
            if (resolution.Version is not { } id) throw new RegistryException(resolution.Refusal!.Problems);
            count = await VerifyAsync(registry, host, reference.Entity, id, content: !options.Quick, problems, cancellationToken);
        }
        else
        {
            await foreach (var entity in registry.EntitiesAsync(null, cancellationToken))
            {
                await foreach (var id in registry.VersionsAsync(entity, cancellationToken))
                    count += await TryVerifyAsync(registry, host, entity, id, content: !options.Quick, problems, cancellationToken);
                context.Output.Progress($"verified {count:N0} files");
            }
        }

        var report = new ValidationReport(count, problems);
        ProblemReport.Write(report, context.Output.IsJson ? "json" : "text", context.Output);
        return report.IsValid ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>One of many versions: an archived one may have lost its content, and a broken file does not keep the others from being verified.</summary>
    private static async Task<int> TryVerifyAsync(
        RegistryReader registry, IReleaseHost host, EntityName entity, VersionId id, bool content, List<Problem> problems, CancellationToken cancellationToken)
    {
        try
        {
            return await registry.StateAsync(entity, id, cancellationToken) == VersionState.Archived
                ? 0
                : await VerifyAsync(registry, host, entity, id, content, problems, cancellationToken);
        }
        catch (RegistryException broken)
        {
            problems.AddRange(broken.Problems);
            return 0;
        }
    }

    private static async Task<int> VerifyAsync(
        RegistryReader registry, IReleaseHost host, EntityName entity, VersionId id, bool content, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (await HostedVersion.FindAsync(registry, entity, id, cancellationToken) is not { Files.Count: > 0 } version) return 0;
        foreach (var problem in await host.CheckAsync(version, content, cancellationToken))
            problems.Add(problem with { Message = $"{problem.Message} (version {id})" });
        return version.Files.Count;
    }
}
