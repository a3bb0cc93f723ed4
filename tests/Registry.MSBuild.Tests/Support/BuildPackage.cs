using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using Registry.Testing;

namespace Registry.MSBuild.Tests.Support;

/// <summary>
/// The package as users get it, packed once for all tests into a feed of its own, and solutions that have been restored from
/// there, to be copied. Nothing is downloaded.
/// </summary>
public sealed class BuildPackage : IAsyncLifetime
{
    private const string Id = "Registry.MSBuild";

    private readonly TemporaryDirectory _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _restored = new(StringComparer.Ordinal);

    /// <summary>The version that is packed, and one that is installed as its upgrade.</summary>
    public static string Version => "0.0.1-test";

    public static string UpgradeVersion => "0.0.2-test";

    /// <summary>What <c>dotnet</c> needs to see of this feed.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables =>
    [
        new("NUGET_PACKAGES", _folder.Combine("packages")),
        new("DOTNET_CLI_HOME", _folder.Combine("cli")),
    ];

    /// <summary>The text of <c>NuGet.Config</c> for a folder above a solution.</summary>
    public string Configuration => $"""
        <configuration>
          <packageSources>
            <clear />
            <add key="local" value="{Feed}" />
          </packageSources>
        </configuration>

        """;

    /// <summary>The package file.</summary>
    public string PackageFile => Path.Combine(Feed, $"{Id}.{Version}.nupkg");

    /// <summary>The command line, as it was built with these tests.</summary>
    public static string CommandLine => RepositoryFolder.PathOf("src", "Registry.Cli", "bin", Configured, "net10.0", "registry.dll");

    private static string Configured => typeof(BuildPackage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private string Feed => _folder.Combine("feed");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var project = RepositoryFolder.PathOf("src", Id);
        // Without ToolRuntimes nothing is precompiled: it is the portable assemblies that were built with these tests.
        var (exit, output) = await DotNet.RunAsync(project, [new("DOTNET_CLI_HOME", _folder.Combine("cli"))],
            ["pack", "--no-build", "-c", Configured, "-o", Feed, "-p:ToolRuntimes=", $"-p:Version={Version}", "-nodeReuse:false"]);
        Assert.True(exit == 0, output);
        CopyPackage(PackageFile, Id, Version, UpgradeVersion);
        CopyDownloaded("microsoft.build.notargets", "3.7.0");
        CopyDownloaded("netstandard.library", "2.0.3");
        CopyDownloaded("microsoft.netcore.platforms", "1.1.0");
    }

    /// <summary>Puts a package into the feed; the files are texts.</summary>
    public void Add(string id, string version, IReadOnlyDictionary<string, string> files)
    {
        using var zip = ZipFile.Open(Path.Combine(Feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Write(zip.CreateEntry($"{id}.nuspec"), $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>{version}</version><authors>Tess Ter</authors><description>A sample.</description></metadata>
            </package>
            """);
        foreach (var (path, text) in files) Write(zip.CreateEntry(path), text);
    }

    /// <summary>A folder with the files of a layout, after <c>dotnet restore</c>; made once a layout.</summary>
    internal Task<string> RestoredAsync(Layout layout) => _restored.GetOrAdd(layout.Name, _ => new Lazy<Task<string>>(() => RestoreAsync(layout))).Value;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> RestoreAsync(Layout layout)
    {
        var folder = Directory.CreateDirectory(_folder.Combine("restored", layout.Name, "source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "..", "NuGet.Config"), Configuration);
        layout.WriteTo(folder);
        var (exit, output) = await DotNet.RunAsync(folder, Variables, ["restore", "-nodeReuse:false"]);
        Assert.True(exit == 0, output);
        return folder;
    }

    /// <summary>The same package with another version.</summary>
    private void CopyPackage(string file, string id, string version, string copyVersion)
    {
        var copy = Path.Combine(Feed, $"{id}.{copyVersion}.nupkg");
        File.Copy(file, copy);
        using var zip = ZipFile.Open(copy, ZipArchiveMode.Update);
        var entry = zip.GetEntry($"{id}.nuspec")!;
        using var reader = new StreamReader(entry.Open());
        var text = reader.ReadToEnd();
        reader.Dispose();
        entry.Delete();
        Write(zip.CreateEntry($"{id}.nuspec"), text.Replace($"<version>{version}</version>", $"<version>{copyVersion}</version>", StringComparison.Ordinal));
    }

    /// <summary>What the restore of these tests has downloaded, the feed offers to the sample projects.</summary>
    private void CopyDownloaded(string id, string version)
    {
        var packages = typeof(BuildPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PackageRoot").Value!;
        File.Copy(Path.Combine(packages, id, version, $"{id}.{version}.nupkg"), Path.Combine(Feed, $"{id}.{version}.nupkg"));
    }

    private static void Write(ZipArchiveEntry entry, string text)
    {
        using var writer = new StreamWriter(entry.Open());
        writer.Write(text);
    }
}
