using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Operations;

namespace Registry.Cli.Commands;

/// <summary><c>registry codeowners</c>: makes GitHub ask for the reviews that the policies demand.</summary>
internal static class CodeOwnersCommand
{
    internal sealed record Options(bool Print);

    public static Command Create(CommandContext host)
    {
        var print = new Option<bool>("--print") { Description = "Print the file instead of committing it" };
        return new Command("codeowners", "Write the policies' people into CODEOWNERS") { print }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(print)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        if (options.Print)
        {
            var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
            context.Output.Raw.Write(await CodeOwnersOperation.FormatAsync(registry, cancellationToken));
            return ExitCode.Done;
        }

        var done = await store.OperateAsync(new CodeOwnersOperation(), cancellationToken);
        context.Output.Text.WriteLine(done.Changed ? $"written {done.Outcome}" : $"unchanged {done.Outcome}");
        return ExitCode.Done;
    }
}
