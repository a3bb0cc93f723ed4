using System.Reflection;
using System.Text.RegularExpressions;

namespace Registry.Conventions.Tests;

public sealed partial class SourceTests
{
    private static readonly string[] s_vague = ["Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Common", "Manager", "Misc"];

    [Fact]
    public void NoFolderOrTypeHasAVagueName()
    {
        var parts = Repository.Files(".cs").SelectMany(path => path[..^3].Split('/'));
        var types = Products().SelectMany(TypesOf).Where(type => !IsGenerated(type)).Select(type => type.Name);

        Assert.Empty(parts.Concat(types).Where(name => s_vague.Any(vague => name.Equals(vague, StringComparison.Ordinal) || name.EndsWith(vague, StringComparison.Ordinal))).ToList());
    }

    [Fact]
    public void TheFolderIsTheNamespace()
    {
        List<string> wrong = [];
        // What stands in for a type that another library has in a later version has that library's namespace.
        foreach (var path in Repository.Files(".cs").Where(path => IsOurs(path) && !path.Contains("/Compatibility/", StringComparison.Ordinal)))
        {
            if (NamespaceLine().Match(Repository.Text(path)) is not { Success: true } match) continue;
            var parts = path.Split('/');
            var expected = string.Join('.', parts[1..^1]);
            if (match.Groups["name"].Value != expected) wrong.Add($"{path}: {match.Groups["name"].Value}; expected {expected}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void EveryTodoHasAnIssue() =>
        Assert.Empty(Repository.Files(".cs", ".csproj", ".props", ".targets", ".md", ".yml", ".sh").Where(path => !path.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .SelectMany(path => Repository.Text(path).Split('\n').Where(line => Todo().IsMatch(line)).Select(line => $"{path}: {line.Trim()}")));

    [Fact]
    public void TestsDoNotSleep() =>
        Assert.Empty(Repository.Files(".cs").Where(path => path.StartsWith("tests/", StringComparison.Ordinal) && !path.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .Where(path => Sleep().IsMatch(Repository.Text(path))).ToList());

    [Fact]
    public void NothingIsOnlyKeptInComments() =>
        Assert.Empty(Repository.Files(".cs").Where(IsOurs).SelectMany(path => Repository.Text(path).Split('\n').Where(line => CommentedCode().IsMatch(line)).Select(line => $"{path}: {line.Trim()}")));

    [Fact]
    public void ASuppressionSaysWhy() =>
        Assert.Empty(Repository.Files(".cs").Where(IsOurs).SelectMany(path => Repository.Text(path).Split('\n')
            .Where(line => line.StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)).Select(line => $"{path}: {line}")));

    [Fact]
    public void FilesEndInOneLineFeedAndHaveNoOther() =>
        Assert.Empty(Repository.Files(".cs", ".csproj", ".props", ".targets", ".md", ".yaml", ".json").Where(path =>
        {
            var text = Repository.Text(path);
            return text.Contains('\r', StringComparison.Ordinal) || (IsOurs(path) && text.Length > 0 && !text.EndsWith('\n'));
        }).Where(path => !path.Contains("/Corpus/", StringComparison.Ordinal) && !path.EndsWith("packages.lock.json", StringComparison.Ordinal)).ToList());

    private static bool IsGenerated(Type type) =>
        type.Name.StartsWith('<') || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false) || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static bool IsOurs(string path) => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The types of an assembly but for those on MSBuild's, which come from the SDK and are not here.</summary>
    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException error)
        {
            return error.Types.OfType<Type>();
        }
    }

    private static IEnumerable<Assembly> Products() =>
        new[] { "Registry.Cel.dll", "Registry.Client.dll", "Registry.Core.dll", "Registry.Git.dll", "Registry.GitHub.dll", "Registry.Schema.dll", "registry.dll", "Registry.Server.dll" }.Select(file => Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, file)));

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\bTODO\b(?!.*#\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Todo();

    [GeneratedRegex(@"Thread\.Sleep|Task\.Delay|\bSpinWait\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sleep();

    [GeneratedRegex(@"^\s*//[^/].*;\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommentedCode();
}
