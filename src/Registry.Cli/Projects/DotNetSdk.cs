using Microsoft.Build.Locator;
using Registry.Core.Rules;

namespace Registry.Cli.Projects;

/// <summary>The .NET SDK whose MSBuild evaluates projects: the one that <c>dotnet</c> would take in the same folder.</summary>
internal static class DotNetSdk
{
    private static readonly Lock s_lock = new();

    /// <summary>Makes its MSBuild the one of this process. Nothing of MSBuild may be touched before.</summary>
    /// <exception cref="RegistryException">There is no SDK.</exception>
    public static void Use(string directory)
    {
        lock (s_lock)
        {
            if (MSBuildLocator.IsRegistered) return;
            var options = new VisualStudioInstanceQueryOptions { DiscoveryTypes = DiscoveryType.DotNetSdk, WorkingDirectory = directory };
            var sdk = MSBuildLocator.QueryVisualStudioInstances(options).FirstOrDefault()
                ?? throw new RegistryException(RegistryRules.BuildHost, $"no .NET SDK is found for {directory}");
            MSBuildLocator.RegisterInstance(sdk);
        }
    }
}
