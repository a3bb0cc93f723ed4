using System.Diagnostics;
using System.Text;
using Registry.Git;
using Registry.Git.Processes;
using Registry.Git.Repositories;

namespace Registry.Testing;

/// <summary>
/// A place where git sees neither the user's configuration nor another test: a home of its own, a known identity, and a
/// directory for repositories.
/// </summary>
public sealed class GitSandbox : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _environment;
    private readonly List<string> _started = [];

    /// <summary>Creates the place.</summary>
    public GitSandbox()
    {
        var home = Directory.CreateDirectory(_directory.Combine("home")).FullName;
        _environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = home,
            ["XDG_CONFIG_HOME"] = home,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
        };
        if (OperatingSystem.IsWindows()) _environment["SystemRoot"] = System.Environment.GetEnvironmentVariable("SystemRoot") ?? "";
        File.WriteAllText(System.IO.Path.Combine(home, ".gitconfig"), "[user]\n\tname = Tess Ter\n\temail = tess@example.com\n[init]\n\tdefaultBranch = main\n");
        Git = new GitExecutable(_environment, Started);
    }

    /// <summary>The variables that git is started with.</summary>
    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>The git of this place; it counts what it starts.</summary>
    public GitExecutable Git { get; }

    /// <summary>The directory for repositories.</summary>
    public string Path => _directory.Path;

    /// <summary>The configuration file of the user of this place.</summary>
    public string UserConfiguration => _directory.Combine("home", ".gitconfig");

    /// <summary>The git commands that the product started since the last <see cref="ForgetCommands"/>, in order.</summary>
    public IReadOnlyList<string> Commands
    {
        get
        {
            lock (_started) return [.. _started];
        }
    }

    /// <summary>A path inside.</summary>
    public string Combine(params ReadOnlySpan<string> parts) => _directory.Combine(parts);

    /// <summary>Sets a variable for every git that is started from now on.</summary>
    public void SetVariable(string name, string value) => _environment[name] = value;

    /// <summary>Empties <see cref="Commands"/>.</summary>
    public void ForgetCommands()
    {
        lock (_started) _started.Clear();
    }

    /// <summary>Creates an empty repository and returns its path.</summary>
    /// <param name="name">Its directory.</param>
    /// <param name="bare">Without a work tree.</param>
    /// <param name="objectFormat"><c>sha1</c> or <c>sha256</c>; <see langword="null"/> for git's default.</param>
    public async Task<string> InitAsync(string name = "registry.git", bool bare = true, string? objectFormat = null) =>
        (await GitRepository.InitAsync(Git, _directory.Combine(name), bare, "main", objectFormat, CancellationToken.None)).Directory;

    /// <summary>Options that keep a store inside this place.</summary>
    /// <param name="time">The clock; <see langword="null"/> for one that stands still.</param>
    public GitRegistryStoreOptions Options(TimeProvider? time = null) => new()
    {
        Git = Git,
        Home = _directory.Combine("state"),
        TimeProvider = time ?? ManualTimeProvider.AtNoon(),
        LockPatience = TimeSpan.FromSeconds(60),
    };

    /// <summary>Runs git in a directory, as a user would, and returns what it printed, without the last line's end.</summary>
    /// <exception cref="InvalidOperationException">git failed.</exception>
    public string Run(string directory, params IEnumerable<string> arguments) => Run(directory, "", arguments);

    /// <summary>Runs git in a directory with an input.</summary>
    /// <exception cref="InvalidOperationException">git failed.</exception>
    public string RunWithInput(string directory, string input, params IEnumerable<string> arguments) => Run(directory, input, arguments);

    /// <summary>Puts a hook into a bare repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="name">Such as <c>pre-receive</c>.</param>
    /// <param name="script">Lines for the shell that git runs hooks with.</param>
    public void WriteHook(string repository, string name, string script)
    {
        var file = System.IO.Path.Combine(Directory.CreateDirectory(System.IO.Path.Combine(repository, "hooks")).FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private string Run(string directory, string input, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        start.Environment.Clear();
        foreach (var (name, value) in Environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.GetAwaiter().GetResult().TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', start.ArgumentList)}: {error.GetAwaiter().GetResult()}");
    }

    private void Started(string command)
    {
        lock (_started) _started.Add(command);
    }
}
