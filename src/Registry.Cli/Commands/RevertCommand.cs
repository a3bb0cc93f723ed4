using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary><c>registry revert</c>: makes a new version with an older one's content.</summary>
internal static class RevertCommand
{
    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        return new Command("revert", "Make a new version with an older one's content") { reference }.Run(host, (result, context, cancellationToken) =>
            RunAsync(result.GetRequiredValue(reference), context, cancellationToken));
    }

    public static async Task<int> RunAsync(VersionReference reference, CommandContext context, CancellationToken cancellationToken)
    {
        using var registry = context.Connect();
        return EmitResult.Write(context.Output, await registry.RevertAsync(reference, cancellationToken));
    }
}
