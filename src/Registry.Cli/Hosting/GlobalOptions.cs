using System.CommandLine;

namespace Registry.Cli.Hosting;

/// <summary>Options that every command has.</summary>
internal static class GlobalOptions
{
    /// <summary>The names under which the root command knows help.</summary>
    public static Option<bool> Help { get; } = new("--help", "-h", "/h", "-?", "/?") { Recursive = true };

    public static Option<string?> Registry { get; } = new("--registry")
    {
        Description = "The registry: a path, an address that git can fetch from, or a service, which is an address without a path such as https://versions.example.com/ (default: REGISTRY_URL, or the nearest registry.yaml upwards)",
        HelpName = "path or URL",
        Recursive = true,
    };

    public static Option<string?> Branch { get; } = new("--branch")
    {
        Description = "The branch that is the registry (default: the one that HEAD names)",
        HelpName = "name",
        Recursive = true,
    };

    public static Option<bool> Offline { get; } = new("--offline")
    {
        Description = "Read a remote registry as it was fetched last",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document to stdout",
        Recursive = true,
    };
}
