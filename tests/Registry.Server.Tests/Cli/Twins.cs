using System.Text.RegularExpressions;
using Registry.Server.Tests.Support;

namespace Registry.Server.Tests.Cli;

/// <summary>Two registries of the same beginning: the commands speak to one by its service, and to the other by its repository.</summary>
public sealed partial class Twins : IAsyncLifetime
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    internal ApiWorld World { get; private set; } = null!;

    internal string Service => World.Client.BaseAddress!.AbsoluteUri;

    private string Repository { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        World = await ApiWorld.StartAsync();
        Repository = World.Sandbox.Combine("twin.git");
        World.Sandbox.Run(World.Sandbox.Path, "clone", "--quiet", "--bare", World.Registry, Repository);
        _variables["REGISTRY_TOKEN"] = World.Administrator;
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>A file whose content is its name.</summary>
    internal string FileOf(string name)
    {
        var path = World.Sandbox.Combine(name);
        File.WriteAllText(path, name);
        return path;
    }

    /// <summary>Runs a command on the service, and on the repository behind it.</summary>
    internal async Task<(CommandRun Service, CommandRun Repository)> ReadAsync(params string[] arguments) =>
        (await OnServiceAsync(arguments), await CommandLine.RunAsync(World.Sandbox, World.Registry, _variables, arguments));

    /// <summary>Runs a command on the service alone.</summary>
    internal Task<CommandRun> OnServiceAsync(params string[] arguments) => CommandLine.RunAsync(World.Sandbox, Service, _variables, arguments);

    /// <summary>Runs a command on both, as text and as JSON, which has to say the same but for what cannot be the same.</summary>
    internal async Task SameAsync(int exit, params string[] arguments)
    {
        var (service, repository) = (await OnServiceAsync(arguments), await CommandLine.RunAsync(World.Sandbox, Repository, _variables, arguments));

        repository.Ended(exit);
        service.Ended(exit);
        Assert.Equal(Masked(repository.Output), Masked(service.Output));
    }

    /// <summary>Emits a version into both.</summary>
    internal Task EmitAsync(string entity, string semver, params string[] more) =>
        SameAsync(0, ["emit", entity, "--source-hash", ApiWorld.HashOf(entity + semver), "--file", FileOf("a.zip"), "--semver", semver, .. more]);

    private static string Masked(string text) => Changing().Replace(text, match => match.Groups.Cast<Group>().Skip(1).First(group => group.Success).Name);

    [GeneratedRegex(@"(?<id>[0-9]{4}\.[0-9]{2}\.[0-9]{2}-[0-9]{6})|(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z)|(?<digest>sha256:[0-9a-f]{64})|(?<commit>\b[0-9a-f]{40}\b)|(?<known>tess@example\.com|nobody who is known)|(?<person>(Tess Ter|root) (<|\\u003[cC])[^>\\]*(>|\\u003[eE]))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Changing();
}
