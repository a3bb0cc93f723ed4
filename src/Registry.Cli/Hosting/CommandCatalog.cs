using System.CommandLine;
using Registry.Cli.Commands;

namespace Registry.Cli.Hosting;

/// <summary>Every command, by name.</summary>
internal static class CommandCatalog
{
    /// <summary>The names of all commands, in the order of the help.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "init", "entity", "emit", "list", "versions", "show", "active", "promote", "rollback", "annotate", "archive", "unarchive",
        "delete", "revert", "download", "install", "verify", "validate", "lint", "codeowners", "status", "log", "reconcile", "serve", "token", "flush", "import", "export", "doctor", "demo", "completion",
    ];

    /// <summary>
    /// A root with the commands alone that occur in <paramref name="args"/>, or <see langword="null"/> when none does. What is right parses with it
    /// as with the whole root command, and a start is much quicker; help and mistakes need the whole.
    /// </summary>
    public static Command? CreateNamed(IReadOnlyList<string> args, CommandContext context)
    {
        List<string> named = [];
        foreach (var name in Names)
            if (args.Contains(name, StringComparer.Ordinal))
                named.Add(name);
        return named.Count == 0 ? null : Fill(new Command("registry") { GlobalOptions.Help }, named, context);
    }

    /// <summary>The root command with all commands, help, version and completion.</summary>
    public static Command CreateRoot(IReadOnlyList<string> args, CommandContext context) =>
        Fill(new RootCommand("A version registry whose whole database is one git repository."), args is ["--version"] ? [] : Names, context);

    private static Command Fill(Command root, IReadOnlyList<string> names, CommandContext context)
    {
        root.Options.Add(GlobalOptions.Registry);
        root.Options.Add(GlobalOptions.Branch);
        root.Options.Add(GlobalOptions.Offline);
        root.Options.Add(GlobalOptions.Json);
        foreach (var name in names) root.Subcommands.Add(Create(name, context));
        return root;
    }

    // Written as a switch, and not as a table: a start prepares the one command that it takes, and not all.
    private static Command Create(string name, CommandContext context) => name switch
    {
        "init" => InitCommand.Create(context),
        "entity" => EntityCommand.Create(context),
        "emit" => EmitCommand.Create(context),
        "list" => ListCommand.Create(context),
        "versions" => VersionsCommand.Create(context),
        "show" => ShowCommand.Create(context),
        "active" => ActiveCommand.Create(context),
        "promote" => PromoteCommand.Create(context),
        "rollback" => RollbackCommand.Create(context),
        "annotate" => AnnotateCommand.Create(context),
        "archive" => ArchiveCommand.CreateArchive(context),
        "unarchive" => ArchiveCommand.CreateUnarchive(context),
        "delete" => DeleteCommand.Create(context),
        "revert" => RevertCommand.Create(context),
        "download" => DownloadCommand.Create(context),
        "install" => InstallCommand.Create(context),
        "verify" => VerifyCommand.Create(context),
        "validate" => ValidateCommand.Create(context),
        "lint" => LintCommand.Create(context),
        "codeowners" => CodeOwnersCommand.Create(context),
        "status" => StatusCommand.Create(context),
        "log" => LogCommand.Create(context),
        "reconcile" => ReconcileCommand.Create(context),
        ServeCommand.Name => ServeCommand.Create(context),
        "token" => TokenCommand.Create(context),
        "flush" => FlushCommand.Create(context),
        "import" => ImportCommand.Create(context),
        "export" => ExportCommand.Create(context),
        "doctor" => DoctorCommand.Create(context),
        "demo" => DemoCommand.Create(context),
        "completion" => CompletionCommand.Create(context),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a command."),
    };
}
