using Registry.Bench.Processes;

namespace Registry.Bench.Setup;

/// <summary>The directory in which everything is generated, and the programs that are measured.</summary>
internal sealed class Workspace
{
    private readonly Dictionary<int, LoadedRegistry> _registries = [];

    private Workspace(Options options) => Options = options;

    public Options Options { get; }

    /// <summary>The command line as it ships.</summary>
    public string Cli => Path.Combine(Options.Work, "cli", "registry");

    /// <summary>A program that does nothing, published in the same way.</summary>
    public string Empty => Path.Combine(Options.Work, "empty", "empty");

    /// <summary>A file for emits to attach.</summary>
    public string Artifact => PathOf("artifact.zip");

    public int Smallest => Options.Versions[0];

    public int Largest => Options.Versions[^1];

    public static async Task<Workspace> CreateAsync(Options options)
    {
        Directory.CreateDirectory(options.Work);
        var workspace = new Workspace(options);
        if (options.Publish) await Publisher.PublishAsync(options.Work);
        await File.WriteAllBytesAsync(workspace.Artifact, new byte[1024]);
        return workspace;
    }

    public string PathOf(string name) => Path.Combine(Options.Work, name);

    /// <summary>A path at which nothing is.</summary>
    public string Fresh(string name)
    {
        var path = PathOf(name);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        return path;
    }

    /// <summary>Runs the command line.</summary>
    public Task<Finished> RunAsync(string registry, params IReadOnlyList<string> arguments) =>
        Runner.RunAsync(new Command(Cli, ["--registry", registry, .. arguments]));

    /// <summary>The registry of a size, loaded and packed as the product leaves it.</summary>
    public async Task<LoadedRegistry> RegistryAsync(int versions)
    {
        if (_registries.TryGetValue(versions, out var registry)) return registry;
        return _registries[versions] = await LoadedRegistry.CreateAsync(this, versions);
    }

    /// <summary>A repository of its own with the same packs, for somebody who writes to it.</summary>
    public async Task<string> CopyAsync(string repository, string name)
    {
        var copy = Fresh(name);
        await Runner.RunAsync(new Command("cp", "-a", repository, copy));
        return copy;
    }

    public void Remove() => Directory.Delete(Options.Work, recursive: true);
}
