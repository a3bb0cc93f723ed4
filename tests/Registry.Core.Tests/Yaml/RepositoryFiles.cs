using Registry.Testing;

namespace Registry.Core.Tests.Yaml;

/// <summary>Files of this repository that tests read where they stand.</summary>
internal static class RepositoryFiles
{
    public static string Template => RepositoryFolder.PathOf("registry-template");

    public static string Corpus => RepositoryFolder.PathOf("tests", "Registry.Core.Tests", "Corpus");
}
