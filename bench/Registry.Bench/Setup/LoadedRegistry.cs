using System.Security.Cryptography;
using Registry.Bench.Processes;

namespace Registry.Bench.Setup;

/// <summary>A bare registry of one size.</summary>
/// <param name="Versions">How many versions were loaded.</param>
/// <param name="Repository">Where it is.</param>
internal sealed record LoadedRegistry(int Versions, string Repository)
{
    /// <summary>The channel that each entity which is read has.</summary>
    public const string Channel = "dev";

    /// <summary>Takes up the registry of an earlier run, or makes one.</summary>
    public static async Task<LoadedRegistry> CreateAsync(Workspace workspace, int versions)
    {
        var repository = workspace.PathOf($"registry-{versions}.git");
        if (!Directory.Exists(repository))
        {
            await BeginAsync(workspace, $"registry-{versions}.git");
            await workspace.RunAsync(repository, "import", await LinesAsync(workspace, versions));
        }

        return new LoadedRegistry(versions, repository);
    }

    /// <summary>An empty registry.</summary>
    public static async Task<string> BeginAsync(Workspace workspace, string name)
    {
        var repository = workspace.Fresh(name);
        await Runner.RunAsync(new Command(workspace.Cli, "init", "--bare", "--name", "bench", repository));
        // Blobless clones are for a server to allow.
        await Runner.GitAsync(repository, "config", "uploadpack.allowFilter", "true");
        await Runner.GitAsync(repository, "config", "uploadpack.allowAnySHA1InWant", "true");
        return repository;
    }

    /// <summary>The file with the lines of a size.</summary>
    public static async Task<string> LinesAsync(Workspace workspace, int versions)
    {
        var file = workspace.PathOf($"lines-{versions}.jsonl");
        if (!File.Exists(file)) await Lines.WriteAsync(file, versions);
        return file;
    }

    /// <summary>Any entity of it.</summary>
    public string AnyEntity() => Lines.Entity(RandomNumberGenerator.GetInt32(Lines.Entities(Versions)));
}
