using Registry.Testing;

namespace Registry.Cli.Tests.Support;

/// <summary>Compares what users see with the files in <c>Expected/</c>. With <c>REGISTRY_UPDATE_EXPECTED=1</c> the files are written anew, for review.</summary>
internal static class ExpectedText
{
    private const string Variable = "REGISTRY_UPDATE_EXPECTED";

    private static bool IsUpdating => Environment.GetEnvironmentVariable(Variable) == "1";

    public static void Matches(string name, string actual)
    {
        var file = Path.Combine(IsUpdating ? SourceFolder() : Path.Combine(AppContext.BaseDirectory, "Expected"), $"{name}.txt");
        if (IsUpdating) Write(file, actual);

        Assert.True(File.Exists(file), $"there is no Expected/{name}.txt; {Variable}=1 writes it");
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string SourceFolder() => RepositoryFolder.PathOf("tests", "Registry.Cli.Tests", "Expected");
}
