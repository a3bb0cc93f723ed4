using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Registry.Cli.Hosting;
using Registry.Core.Rules;

namespace Registry.Cli.Commands;

/// <summary><c>registry serve</c>: the reconciler as a service, in a process of its own. What a service is made of, no other command should load.</summary>
internal static class ServeCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "serve";

    private const string Listen = "--listen";

    internal sealed record Options(IReadOnlyList<string> Listen, string? Settings);

    public static Command Create(CommandContext host)
    {
        var listen = new Option<string[]>(Listen) { Description = "Where to listen, such as http://127.0.0.1:5080 (several times for several)", HelpName = "URL", AllowMultipleArgumentsPerToken = false };
        var settings = Arguments.Text("--settings", "A file of settings, like appsettings.json", "file");
        return new Command(Name, "Run the reconciler as a service") { listen, settings }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetValue(listen) ?? [], result.GetValue(settings)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        var server = Path.Combine(AppContext.BaseDirectory, "server", "Registry.Server.dll");
        if (!File.Exists(server)) throw new RegistryException(RegistryRules.Internal, $"The service is missing from this installation: there is no {server}.");
        List<string> arguments = [server, "--Registry:StopWithInput=true"];
        if (options.Listen.Count > 0) arguments.Add($"--Urls={string.Join(';', options.Listen)}");
        var start = new ProcessStartInfo(Dotnet(), arguments) { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = context.WorkingDirectory };
        // An address may have credentials in it, which a command line would show to everybody on the machine.
        start.Environment[CommandContext.RegistryVariable] = context.Location();
        if (context.Branch is { } branch) start.Environment["REGISTRY_BRANCH"] = branch;
        if (options.Settings is { } settings) start.Environment["REGISTRY_SETTINGS"] = Path.GetFullPath(settings, context.WorkingDirectory);

        using var process = Process.Start(start)!;
        // The end of its input tells the service to stop, also when this process is killed.
        await using var stopping = cancellationToken.Register(process.StandardInput.Close);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    /// <summary>The program that runs this runtime: <c>root/shared/Microsoft.NETCore.App/version/</c> is where the runtime is.</summary>
    private static string Dotnet()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var program = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(program) ? program : "dotnet";
    }
}
