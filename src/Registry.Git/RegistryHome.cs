using System.Security.Cryptography;
using System.Text;
using Registry.Git.Processes;

namespace Registry.Git;

/// <summary>The directory in which this machine keeps what belongs to no repository: caches and outboxes.</summary>
public static class RegistryHome
{
    /// <summary>Environment variable that names the directory.</summary>
    public const string Variable = "REGISTRY_HOME";

    /// <summary><c>REGISTRY_HOME</c>, or <c>registry</c> in the user's folder for local data.</summary>
    public static string Default =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } home
            ? Path.GetFullPath(home)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "registry");

    /// <summary>A name for the files that belong to one registry: the same for every way to write its address with or without credentials.</summary>
    internal static string NameFor(string location)
    {
        var address = GitUrl.IsUrl(location) ? GitUrl.Redact(location).TrimEnd('/') : Path.TrimEndingDirectorySeparator(Path.GetFullPath(location));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 16));
    }
}
