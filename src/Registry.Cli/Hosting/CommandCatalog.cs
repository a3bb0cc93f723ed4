using System.CommandLine;
using Registry.Cli.Commands;

namespace Registry.Cli.Hosting;

/// <summary>Every command, by name. A start with a known name builds only that command, which is what makes it quick.</summary>
internal static class CommandCatalog
{
    private static readonly KeyValuePair<string, Func<CommandContext, Command>>[] s_commands =
    [
        new("init", InitCommand.Create),
        new("entity", EntityCommand.Create),
        new("emit", EmitCommand.Create),
        new("list", ListCommand.Create),
        new("versions", VersionsCommand.Create),
        new("show", ShowCommand.Create),
        new("active", ActiveCommand.Create),
        new("promote", PromoteCommand.Create),
        new("rollback", RollbackCommand.Create),
        new("annotate", AnnotateCommand.Create),
        new("archive", ArchiveCommand.CreateArchive),
        new("unarchive", ArchiveCommand.CreateUnarchive),
        new("delete", DeleteCommand.Create),
        new("revert", RevertCommand.Create),
        new("download", DownloadCommand.Create),
        new("verify", VerifyCommand.Create),
        new("validate", ValidateCommand.Create),
        new("log", LogCommand.Create),
        new("flush", FlushCommand.Create),
        new("import", ImportCommand.Create),
        new("export", ExportCommand.Create),
        new("doctor", DoctorCommand.Create),
        new("demo", DemoCommand.Create),
        new("completion", CompletionCommand.Create),
    ];

    /// <summary>The names of all commands, in the order of the help.</summary>
    public static IEnumerable<string> Names => s_commands.Select(command => command.Key);

    /// <summary>The root command, with the one command that <paramref name="args"/> begins with, or with all.</summary>
    public static RootCommand CreateRoot(IReadOnlyList<string> args, CommandContext context)
    {
        var root = new RootCommand("A version registry whose whole database is one git repository.");
        root.Options.Add(GlobalOptions.Registry);
        root.Options.Add(GlobalOptions.Branch);
        root.Options.Add(GlobalOptions.Offline);
        root.Options.Add(GlobalOptions.Json);
        var wanted = s_commands.Where(command => args.Count > 0 && command.Key == args[0]).ToArray();
        foreach (var (_, create) in wanted.Length > 0 ? wanted : s_commands) root.Subcommands.Add(create(context));
        return root;
    }
}
