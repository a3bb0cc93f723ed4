using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Git;
using Registry.Git.Repositories;

namespace Registry.Cli.Commands;

/// <summary><c>registry init</c>: a new registry from the template.</summary>
internal static class InitCommand
{
    public const string MainBranch = "main";

    internal sealed record Options(string Directory, string? Name, bool Bare, string? ObjectFormat);

    public static Command Create(CommandContext host)
    {
        var directory = new Argument<string>("dir") { Description = "The directory; created when it is missing, must be empty" };
        var name = Arguments.Text("--name", "The registry's name (default: that of the directory)", "name");
        var bare = new Option<bool>("--bare") { Description = "Without a work tree, as on a server" };
        var format = Arguments.Choice("--object-format", "The hash of git's objects (default: git's own)", "sha1", "sha256");
        return new Command("init", "Create a registry") { directory, name, bare, format }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(directory), result.GetValue(name), result.GetValue(bare), result.GetValue(format)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.Directory, context.WorkingDirectory);
        var name = options.Name ?? DefaultName(path);
        if (!NameRule.IsValid(name)) throw new RegistryException(RegistryRules.BadRequest, $"'{name}' cannot be the name of a registry; expected {NameRule.Expected}. Give one with --name");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new RegistryException(RegistryRules.BadRequest, $"{path} is not empty; a registry is created in an empty directory");

        var existed = Directory.Exists(path);
        try
        {
            var commit = await CreateAsync(path, name, options, context, cancellationToken);
            var document = new InitDocument(path, name, MainBranch, commit);
            context.Output.Result(document, Json.Of, text => text.WriteLine($"created registry {name} in {path}"));
            return ExitCode.Done;
        }
        catch
        {
            // What was begun is taken away, so that the same command can be given again.
            RemoveAll(path, existed);
            throw;
        }
    }

    private static async Task<string> CreateAsync(string path, string name, Options options, CommandContext context, CancellationToken cancellationToken)
    {
        await GitRepository.InitAsync(context.Git, path, options.Bare, MainBranch, options.ObjectFormat, cancellationToken);
        await using var store = await GitRegistryStore.OpenAsync(path, context.StoreOptions with { Branch = null }, cancellationToken);
        return (await store.OperateAsync(new InitOperation(name, Template.Files()), cancellationToken)).Revision;
    }

    private static string DefaultName(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)).ToLowerInvariant();
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
    }

    private static void RemoveAll(string path, bool keepFolder)
    {
        if (!Directory.Exists(path)) return;
        if (!keepFolder)
        {
            Directory.Delete(path, recursive: true);
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(path)) Directory.Delete(folder, recursive: true);
        foreach (var file in Directory.EnumerateFiles(path)) File.Delete(file);
    }
}
