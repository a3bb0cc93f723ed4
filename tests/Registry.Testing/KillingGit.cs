using System.Globalization;

namespace Registry.Testing;

/// <summary>
/// A program named git that stands first on the path. It counts how often it is started, and at one of its starts it kills the
/// process that started it, before the real git does its work or after.
/// </summary>
public sealed class KillingGit
{
    private const string Script = """
        #!/bin/sh
        # A folder can be made by one process alone, so each start has a number of its own.
        n=1
        while ! mkdir "$KILLING_GIT_COUNT/$n" 2>/dev/null; do n=$((n + 1)); done
        if [ "$n" = "$KILLING_GIT_AT" ]; then
            if [ "$KILLING_GIT_WHEN" = after ]; then REAL_GIT "$@"; fi
            kill -9 $PPID
            exit 1
        fi
        exec REAL_GIT "$@"

        """;

    private readonly GitSandbox _sandbox;
    private readonly string _folder;
    private string _counts = "";
    private int _runs;

    /// <summary>Writes the program.</summary>
    /// <param name="sandbox">Where it stands; the real git is that of its path.</param>
    public KillingGit(GitSandbox sandbox)
    {
        _folder = Directory.CreateDirectory(sandbox.Combine("killing")).FullName;
        _sandbox = sandbox;
        var real = sandbox.Environment["PATH"].Split(':').Select(folder => Path.Combine(folder, "git")).First(File.Exists);
        var file = Path.Combine(_folder, "git");
        File.WriteAllText(file, Script.Replace("REAL_GIT", real, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>How often git was started since the last <see cref="Variables"/>.</summary>
    public int Starts => Directory.EnumerateDirectories(_counts).Count();

    /// <summary>What the command has to see so that it is killed at that start of git; at none for 0.</summary>
    public IReadOnlyDictionary<string, string> Variables(int at, string when)
    {
        // What a killed command left running may still count, so each run counts in a place of its own.
        _counts = Directory.CreateDirectory(_sandbox.Combine("counts", $"{++_runs}")).FullName;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{_folder}:{_sandbox.Environment["PATH"]}",
            ["KILLING_GIT_COUNT"] = _counts,
            ["KILLING_GIT_AT"] = at.ToString(CultureInfo.InvariantCulture),
            ["KILLING_GIT_WHEN"] = when,
        };
    }
}
