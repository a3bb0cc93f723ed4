using System.Runtime.InteropServices;
using Registry.Bench.Processes;

namespace Registry.Bench.Setup;

/// <summary>Publishes what is measured.</summary>
internal static class Publisher
{
    // The lock files of the repository know no runtime; those that a runtime adds to are written aside.
    private static readonly string[] s_options =
    [
        "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "--nologo", "-v", "quiet",
        "-p:PublishReadyToRun=true", "-p:NuGetLockFilePath=obj/bench.lock.json",
    ];

    public static async Task PublishAsync(string work)
    {
        var cli = Path.Combine(Root(), "src", "Registry.Cli");
        await PublishAsync(cli, Path.Combine(work, "cli"), "--artifacts-path", Path.Combine(work, "build"));

        await PublishAsync(Path.Combine(Root(), "src", "Registry.Server"), Path.Combine(work, "server"), "--artifacts-path", Path.Combine(work, "build"));

        var empty = Directory.CreateDirectory(Path.Combine(work, "empty.src")).FullName;
        await File.WriteAllTextAsync(Path.Combine(empty, "Program.cs"), "return 0;\n");
        await File.WriteAllTextAsync(Path.Combine(empty, "empty.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TieredPGO>false</TieredPGO>
                <EventSourceSupport>false</EventSourceSupport>
                <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
              </PropertyGroup>
            </Project>
            """);
        await PublishAsync(empty, Path.Combine(work, "empty"));
    }

    private static Task<Finished> PublishAsync(string project, string output, params IReadOnlyList<string> options) =>
        Runner.RunAsync(new Command("dotnet", ["publish", project, "-o", output, .. s_options, .. options]) { Directory = project });

    /// <summary>The repository that this program was built from.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Registry.sln")))
                return folder.FullName;
        throw new InvalidOperationException("There is no Registry.sln above this program; run it with dotnet run, from a clone of the repository.");
    }
}
