using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Core.Rules;

namespace Registry.Cli.Hosting;

/// <summary>Runs commands: the one place where an error becomes a message and an exit code.</summary>
internal static class CommandHost
{
    private const string TraceVariable = "REGISTRY_TRACE";

    private static readonly TimeSpan s_serviceStop = TimeSpan.FromSeconds(30);

    // A value such as @acme/billing is an owner, not a file of more arguments.
    private static readonly ParserConfiguration s_parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="context">What the command is given; the process's own when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    public static Task<int> RunAsync(IReadOnlyList<string> args, CommandContext? context, CancellationToken cancellationToken)
    {
        var isJson = args.Contains("--json", StringComparer.Ordinal);
        var host = context ?? new CommandContext { Output = ConsoleOutput.OfProcess(isJson), WorkingDirectory = ProcessDirectory() };
        var result = Parse(args, host);
        if (result.Errors.Count > 0 && result.Action is ParseErrorAction or null) return Task.FromResult(WrongUsage(result, host.Output));
        return result.InvokeAsync(Invocation(result, host), cancellationToken);
    }

    private static InvocationConfiguration Invocation(ParseResult result, CommandContext host)
    {
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = host.Output.Raw };
        // A service ends what it has begun; a command that is stopped is not waited for so long.
        if (result.CommandResult.Command.Name == ServeCommand.Name) configuration.ProcessTerminationTimeout = s_serviceStop;
        return configuration;
    }

    private static ParseResult Parse(IReadOnlyList<string> args, CommandContext host) =>
        CommandCatalog.CreateNamed(args, host)?.Parse(args, s_parsing) is { Errors.Count: 0 } result && result.GetResult(GlobalOptions.Help) is null or { Implicit: true }
            ? result
            : CommandCatalog.CreateRoot(args, host).Parse(args, s_parsing);

    /// <summary>Makes a command do something, with the options that every command has.</summary>
    public static Command Run(this Command command, CommandContext host, Func<ParseResult, CommandContext, CancellationToken, Task<int>> run)
    {
        command.SetAction((result, cancellationToken) =>
        {
            var context = host with
            {
                Registry = result.GetValue(GlobalOptions.Registry),
                Branch = result.GetValue(GlobalOptions.Branch),
                Offline = result.GetValue(GlobalOptions.Offline),
            };
            return GuardAsync(context.Output, () => run(result, context, cancellationToken));
        });
        return command;
    }

    /// <summary>The exit code of problems.</summary>
    public static int ExitCodeOf(IReadOnlyList<Problem> problems) => problems[0].Rule switch
    {
        var rule when rule == RegistryRules.VersionNotFound || rule == RegistryRules.EntityNotFound || rule == RegistryRules.ChannelEmpty
            || rule == RegistryRules.ChannelUnknown || rule == RegistryRules.RevisionUnknown || rule == RegistryRules.NoRegistry
            || rule == RegistryRules.NotARepository || rule == RegistryRules.TokenNotFound => ExitCode.NotFound,
        var rule when rule == RegistryRules.BadRequest || rule == RegistryRules.BadCall => ExitCode.WrongUsage,
        var rule when rule == RegistryRules.InboxTimeout || rule == RegistryRules.CallLimit => ExitCode.Failed,
        var rule when rule.Code.StartsWith("REG6", StringComparison.Ordinal) && rule != RegistryRules.RemoteRefused
            && rule != RegistryRules.LostRace && rule != RegistryRules.WorkTreeDirty && rule != RegistryRules.BranchTaken => ExitCode.Failed,
        var rule when rule != RegistryRules.FileName
            && (rule.Code.StartsWith("REG1", StringComparison.Ordinal) || rule.Code.StartsWith("REG5", StringComparison.Ordinal)) => ExitCode.Failed,
        _ => ExitCode.Refused,
    };

    private static async Task<int> GuardAsync(IOutput output, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (RegistryException error)
        {
            output.Problems(error.Problems);
            return ExitCodeOf(error.Problems);
        }
        catch (OperationCanceledException)
        {
            output.Warn("cancelled");
            return ExitCode.Failed;
        }
        catch (Exception error) when (IsOfStorage(error))
        {
            output.Problems([new Problem(RegistryRules.StorageFailed, null, error.Message)]);
            return ExitCode.Failed;
        }
#pragma warning disable CA1031 // The last resort: a defect of ours ends with one sentence and an exit code, like everything else.
        catch (Exception error)
        {
            var isTraced = Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 };
            output.Problems([new Problem(RegistryRules.Internal, null, isTraced ? error.ToString() : $"{error.GetType().Name}: {error.Message}")]);
            return ExitCode.Failed;
        }
#pragma warning restore CA1031
    }

    /// <summary>An error of the disk. A file beyond what the file system, a quota or a limit takes is an argument out of range to the runtime.</summary>
    private static bool IsOfStorage(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { TargetSite.DeclaringType.Namespace: "System.IO" };

    private static int WrongUsage(ParseResult result, IOutput output)
    {
        var help = string.Join(' ', ["registry", .. NamesOf(result.CommandResult), "--help"]);
        output.Problems([.. result.Errors.Select(error => new Problem(RegistryRules.BadRequest, null, $"{error.Message} See: {help}"))]);
        return ExitCode.WrongUsage;
    }

    private static IEnumerable<string> NamesOf(CommandResult command) =>
        command.Command is RootCommand ? [] : [.. command.Parent is CommandResult parent ? NamesOf(parent) : [], command.Command.Name];

#pragma warning disable RS0030 // The process's directory is read here, once, and passed on.
    private static string ProcessDirectory() => Directory.GetCurrentDirectory();
#pragma warning restore RS0030
}
