using System.ComponentModel;
using System.Diagnostics;
using Registry.Core.Rules;

namespace Registry.Git.Processes;

/// <summary>The git that is installed: starts it with a clean environment and without a shell. Safe for concurrent use.</summary>
public sealed class GitExecutable
{
    /// <summary>The oldest git that works.</summary>
    public static readonly Version MinimumVersion = new(2, 36);

    // Before every command. Nothing runs in the background after a command of ours, and what it wrote is on the disk.
    private static readonly string[] s_configuration =
    [
        "-c", "core.fsmonitor=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.quotePath=false",
        "-c", "core.fsync=objects,derived-metadata,reference",
    ];

    private readonly IReadOnlyDictionary<string, string>? _environment;
    private readonly Action<string>? _started;
    private readonly Lazy<string> _path;

    /// <summary>Finds git on the path; whether it is there shows at the first use.</summary>
    /// <param name="environment">The variables to start from; <see langword="null"/> for those of this process.</param>
    /// <param name="started">Told of every git process that is started, with its arguments but without credentials.</param>
    public GitExecutable(IReadOnlyDictionary<string, string>? environment = null, Action<string>? started = null)
    {
        _environment = environment;
        _started = started;
        _path = new Lazy<string>(FindOnPath);
    }

    /// <summary>The git of this process's environment.</summary>
    public static GitExecutable Default { get; } = new();

    /// <summary>The version of git, and an error when it is missing or older than <see cref="MinimumVersion"/>.</summary>
    /// <exception cref="RegistryException">git is missing or too old.</exception>
    public async Task<Version> RequireVersionAsync(CancellationToken cancellationToken)
    {
        var output = await RunAsync(new GitCommand(null, "version"), cancellationToken);
        var words = output.Text.Split(' ', StringSplitOptions.TrimEntries);
        var numbers = words.Length < 3 ? [] : words[2].Split('.').TakeWhile(part => int.TryParse(part, out _)).Take(3).ToArray();
        if (!Version.TryParse(string.Join('.', numbers), out var version))
            throw new RegistryException(RegistryRules.GitFailed, $"'git version' said '{output.Text.Trim()}' instead of a version.");
        if (version < MinimumVersion)
            throw new RegistryException(RegistryRules.GitTooOld, $"git {version} is installed; version {MinimumVersion} or later is needed.");
        return version;
    }

    /// <summary>Runs git to its end, whatever its exit code.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <param name="progress">Told of each line of progress.</param>
    public async Task<GitOutput> RunAsync(GitCommand command, CancellationToken cancellationToken, Action<string>? progress = null)
    {
        await using var process = Start(command);
        process.Progress = progress;
        // What works on this machine ends sooner than a wait for it would have begun; a network may take its time.
        var output = command.IsRemote ? await Task.Run(() => process.Run(command.Input, cancellationToken), CancellationToken.None) : process.Run(command.Input, cancellationToken);
        // 129 is git's exit code for arguments that it does not know.
        if (output.ExitCode == 129) await RequireVersionAsync(cancellationToken);
        return output;
    }

    /// <summary>Runs git to its end and demands success.</summary>
    /// <exception cref="RegistryException">git failed; the message is what it said.</exception>
    internal async Task<GitOutput> RunToSuccessAsync(GitCommand command, CancellationToken cancellationToken)
    {
        var output = await RunAsync(command, cancellationToken);
        return output.Succeeded ? output : throw Failure(command, output);
    }

    /// <summary>The exception for a git command that should not have failed.</summary>
    internal static RegistryException Failure(GitCommand command, GitOutput output) =>
        new(RegistryRules.GitFailed, $"git {command.Name} failed: {output.Reason}");

    /// <summary>Starts git with all three streams redirected.</summary>
    internal GitProcess Start(GitCommand command)
    {
        var start = new ProcessStartInfo(_path.Value)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.Directory ?? Path.GetPathRoot(Path.GetTempPath()),
        };
        foreach (var argument in s_configuration) start.ArgumentList.Add(argument);
        foreach (var argument in command.Arguments) start.ArgumentList.Add(argument);
        if (_environment is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in _environment) start.Environment[name] = value;
        }

        GitEnvironment.Clean(start.Environment, promptable: !Console.IsInputRedirected && Environment.UserInteractive);
        if (command is { Directory: { } directory, LooksUpwards: false }) start.Environment["GIT_CEILING_DIRECTORIES"] = Ceiling(directory);
        foreach (var (name, value) in command.Variables) start.Environment[name] = value;
        foreach (var (key, value) in command.Configuration) GitEnvironment.AddConfiguration(start.Environment, key, value);

        _started?.Invoke(GitUrl.Redact(string.Join(' ', command.Arguments)));
        try
        {
            return new GitProcess(Process.Start(start)!);
        }
        catch (Win32Exception error)
        {
            throw Directory.Exists(start.WorkingDirectory)
                ? new RegistryException(RegistryRules.GitMissing, $"git could not be started: {error.Message}.", error)
                : new RegistryException(RegistryRules.NotARepository, $"There is no directory {command.Directory}.", error);
        }
    }

    /// <summary>Keeps git from taking a repository further up, of which the named directory is only a part.</summary>
    private static string Ceiling(string directory)
    {
        var real = Directory.ResolveLinkTarget(directory, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(directory);
        return Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(real)) ?? real;
    }

    /// <summary>Looks on the path alone: starting a bare name would prefer a file called git in the working directory.</summary>
    private string FindOnPath()
    {
        var path = _environment is null ? Environment.GetEnvironmentVariable("PATH") : _environment.GetValueOrDefault("PATH");
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        foreach (var directory in (path ?? "").Split(Path.PathSeparator))
            if (Path.IsPathFullyQualified(directory) && Path.Combine(directory, name) is var file && IsProgram(file))
                return file;
        throw new RegistryException(RegistryRules.GitMissing, "git is not on the PATH; install git 2.36 or later.");
    }

    private static bool IsProgram(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);
}
