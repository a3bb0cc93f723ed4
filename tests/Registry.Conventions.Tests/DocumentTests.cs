using System.Text.RegularExpressions;

namespace Registry.Conventions.Tests;

public sealed partial class DocumentTests
{
    [Fact]
    public void RelativeLinksLeadSomewhere()
    {
        List<string> broken = [];
        foreach (var path in Repository.Files(".md"))
        {
            foreach (var target in Link().Matches(Repository.Text(path)).Select(match => match.Groups["target"].Value))
            {
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal) || target.StartsWith('#')) continue;
                var file = Uri.UnescapeDataString(target.Split('#')[0]);
                if (!Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, file))) broken.Add($"{path}: {target}");
            }
        }

        Assert.Empty(broken);
    }

    [Fact]
    public void NoFileNamesAPlaceOfOneMachine() =>
        Assert.Empty(Repository.Files(".cs", ".csproj", ".props", ".targets", ".md", ".yaml", ".yml", ".json", ".txt", ".sln")
            .Where(path => !path.EndsWith("/DocumentTests.cs", StringComparison.Ordinal)).Where(path => Place().IsMatch(Repository.Text(path))).ToList());

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w./])(/home/\w|/Users/\w|/root/|C:\\Users\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Place();
}
