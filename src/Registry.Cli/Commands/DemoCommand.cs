using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Demonstration;

namespace Registry.Cli.Commands;

/// <summary><c>registry demo</c>: the whole flow on a throw-away registry.</summary>
internal static class DemoCommand
{
    public static Command Create(CommandContext host)
    {
        var directory = Arguments.Text("--directory", "Where to work (default: a new temporary directory); must be empty", "dir");
        return new Command("demo", "Show the whole flow on a throw-away registry") { directory }.Run(host, (result, context, cancellationToken) =>
            RunAsync(result.GetValue(directory), context, cancellationToken));
    }

    public static Task<int> RunAsync(string? directory, CommandContext context, CancellationToken cancellationToken)
    {
        var path = directory is null ? Directory.CreateTempSubdirectory("registry-demo-").FullName : Path.GetFullPath(directory, context.WorkingDirectory);
        return new Demo(path, context).RunAsync(cancellationToken);
    }
}
