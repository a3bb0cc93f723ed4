using Registry.Cli.Hosting;
using Registry.Cli.Output;

namespace Registry.Cli.Demonstration;

/// <summary>
/// The whole flow, each command as a user would type it, with its result. What every step must do is checked: the demo
/// succeeds only when all of them did.
/// </summary>
/// <param name="directory">Where to work; created when it is missing.</param>
/// <param name="context">Takes what the demo prints.</param>
internal sealed class Demo(string directory, CommandContext context)
{
    private const string Namespace = "demo";

    private readonly List<string> _failures = [];
    private readonly string _registry = Path.Combine(directory, "registry");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        var projects = DemoSource.Prepare(context.WorkingDirectory, directory);
        var edited = projects[0];

        Say("A registry is a git repository:");
        await StepAsync(["init", "registry", "--name", Namespace], ExitCode.Done, "created registry", cancellationToken);
        await PolicyAsync(cancellationToken);

        Say("A build adds versions to it. What each was made from decides whether it is new:");
        foreach (var project in projects) await StepAsync(Emit(project), ExitCode.Done, $"created {EntityOf(project)}", cancellationToken);

        await BuildAsync(cancellationToken);

        Say("The same sources again: nothing is added.");
        foreach (var project in projects) await StepAsync(Emit(project), ExitCode.Done, $"unchanged {EntityOf(project)}", cancellationToken);

        Say($"One of them is edited ({edited.EditedFile}), and has a new version:");
        var first = await NewestAsync(edited, cancellationToken);
        edited.Edit();
        await StepAsync(Emit(edited), ExitCode.Done, $"created {EntityOf(edited)}", cancellationToken);
        var second = await NewestAsync(edited, cancellationToken);
        await StepAsync(["versions", EntityOf(edited)], ExitCode.Done, second, cancellationToken);

        Say("The first version passes through the channels:");
        foreach (var channel in new[] { "dev", "beta", "stable" })
            await StepAsync(["promote", $"{EntityOf(edited)}@{first}", "--channel", channel], ExitCode.Done, "promoted", cancellationToken);

        Say("The second may not skip one: a rule refuses that, says why and what to do.");
        await StepAsync(["promote", $"{EntityOf(edited)}@{second}", "--channel", "stable"], ExitCode.Refused, "REG4004", cancellationToken);
        foreach (var channel in new[] { "dev", "beta", "stable" })
            await StepAsync(["promote", $"{EntityOf(edited)}@{second}", "--channel", channel], ExitCode.Done, "promoted", cancellationToken);
        await StepAsync(["active", EntityOf(edited)], ExitCode.Done, second, cancellationToken);

        Say("It does not hold what it promised. Back, and held there:");
        await StepAsync(["rollback", EntityOf(edited), "--channel", "stable", "--reason", "errors at start-up"], ExitCode.Done, "held there", cancellationToken);
        await StepAsync(["active", EntityOf(edited)], ExitCode.Done, first, cancellationToken);

        Say("Its files come back as they went in:");
        await StepAsync(["download", EntityOf(edited), "--output", "downloads"], ExitCode.Done, "downloaded", cancellationToken);
        await StepAsync(["verify"], ExitCode.Done, "valid", cancellationToken);

        Say("Everything is checked, and everything is in the history:");
        await StepAsync(["validate"], ExitCode.Done, "valid", cancellationToken);
        await StepAsync(["log", EntityOf(edited), "--channel", "stable"], ExitCode.Done, "errors at start-up", cancellationToken);
        await StepAsync(["log"], ExitCode.Done, "rollback", cancellationToken);
        return Finish();
    }

    private static string EntityOf(DemoProject project) => $"{Namespace}/{project.Name}";

    private static string[] Emit(DemoProject project) =>
        ["emit", EntityOf(project), "--source-dir", $"source/{project.Folder}", "--file", $"source/{project.Archive}", "--semver", "0.1.0"];

    /// <summary>The template lets versions soak for hours; a demo has no hours.</summary>
    private async Task PolicyAsync(CancellationToken cancellationToken)
    {
        Say("Its channels and their conditions stand in registry.yaml. Nobody waits for hours in a demo, so the soak times go:");
        var path = Path.Combine(_registry, "registry.yaml");
        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        await File.WriteAllTextAsync(path, string.Join('\n', lines.Where(line => !line.TrimStart().StartsWith("soak:", StringComparison.Ordinal))) + "\n", cancellationToken);
        context.Output.Raw.WriteLine("$ sed -i '/^ *soak:/d' registry/registry.yaml");
        await PlainGit.CommitAllAsync(_registry, "No soak in this demo", cancellationToken);
        context.Output.Raw.WriteLine("$ git -C registry commit --all --message 'No soak in this demo'");
        context.Output.Raw.WriteLine();
    }

    /// <summary>The samples, which are only there in a clone of the repository.</summary>
    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        if (DemoSource.Repository(context.WorkingDirectory) is not { } repository) return;
        var samples = Path.Combine(repository, "samples");
        string[] build = ["build", samples, $"--artifacts-path={Path.Combine(directory, "artifacts")}", $"-p:RegistryUrl={_registry}"];

        Say("With the package Registry.MSBuild, 'dotnet build' does so by itself. Three projects, one of them for two target frameworks:");
        await DotnetAsync(build, "created acme/acme.hello", cancellationToken);
        await StepAsync(["list", "acme"], ExitCode.Done, "acme/acme.hello", cancellationToken);

        Say("Built again, nothing is new:");
        await DotnetAsync(build, "0 Warning(s)", cancellationToken);
    }

    /// <summary>Runs <c>dotnet</c> and shows what it says of versions, and how it ended.</summary>
    private async Task DotnetAsync(string[] args, string expectedText, CancellationToken cancellationToken)
    {
        context.Output.Raw.WriteLine($"$ dotnet {string.Join(' ', args.Select(Quote))}");
        var lines = await Dotnet.RunAsync(directory, args, cancellationToken);
        foreach (var line in lines.Where(line => Dotnet.IsOfInterest(line))) context.Output.Raw.WriteLine(line);
        context.Output.Raw.WriteLine();
        if (!lines.Any(line => line.Contains(expectedText, StringComparison.Ordinal))) _failures.Add($"'dotnet {string.Join(' ', args)}' did not say '{expectedText}'");
    }

    private async Task<string> NewestAsync(DemoProject project, CancellationToken cancellationToken)
    {
        await using var store = await Git.GitRegistryStore.OpenAsync(_registry, context.StoreOptions, cancellationToken);
        var registry = new Core.Operations.RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        return (await registry.NewestAsync(Core.Entities.EntityName.Parse(EntityOf(project)), cancellationToken)).ToString()!;
    }

    private async Task StepAsync(string[] args, int expectedExit, string expectedText, CancellationToken cancellationToken)
    {
        var isInit = args[0] == "init";
        context.Output.Raw.WriteLine($"$ registry {string.Join(' ', args.Select(Quote))}");
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var step = context with
        {
            Output = new ConsoleOutput(output, error, isJson: false, isTerminal: false, width: null),
            WorkingDirectory = directory,
            Registry = null,
            Environment = name => name == CommandContext.RegistryVariable ? _registry : context.Environment(name),
        };
        var exit = await CommandHost.RunAsync(args, step, cancellationToken);
        context.Output.Raw.Write(output);
        context.Output.Raw.Write(error);
        context.Output.Raw.WriteLine();
        if (exit != expectedExit) _failures.Add($"'registry {string.Join(' ', args)}' ended with {exit}; expected {expectedExit}");
        else if (!$"{output}{error}".Contains(expectedText, StringComparison.Ordinal)) _failures.Add($"'registry {string.Join(' ', args)}' did not say '{expectedText}'");
        if (isInit) context.Output.Raw.WriteLine($"$ export {CommandContext.RegistryVariable}={_registry}\n");
    }

    private int Finish()
    {
        foreach (var failure in _failures) context.Output.Warn(failure);
        context.Output.Raw.WriteLine(_failures.Count == 0
            ? $"All steps did what they say. The registry is in {_registry}: look at it with git log, and remove {directory} when you are done."
            : $"{_failures.Count} steps did not do what they say. The registry is in {_registry}.");
        return _failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private void Say(string text) => context.Output.Raw.WriteLine($"# {text}");

    private static string Quote(string argument) => argument.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or '@' or ':' or '=' or ',')) ? $"\"{argument}\"" : argument;
}
