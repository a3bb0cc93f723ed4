using System.Text.RegularExpressions;
using Registry.Core.Rules;

namespace Registry.Conventions.Tests;

public sealed partial class RuleTests
{
    [Fact]
    public void EveryCodeIsUniqueAndWellFormed()
    {
        Assert.Equal(RegistryRules.All.Count, RegistryRules.All.Select(rule => rule.Code).Distinct().Count());
        Assert.All(RegistryRules.All, rule => Assert.Matches(Code(), rule.Code));
    }

    [Fact]
    public void EveryRuleSaysWhatItDemandsAndWhatToDo() => Assert.All(RegistryRules.All, rule =>
    {
        Assert.False(string.IsNullOrWhiteSpace(rule.Title));
        Assert.False(rule.Title.EndsWith('.'), $"{rule.Code}: a title is followed by a full stop already");
        Assert.False(string.IsNullOrWhiteSpace(rule.WayOut));
    });

    [Fact]
    public void TitlesAreDifferent() =>
        Assert.Equal(RegistryRules.All.Count, RegistryRules.All.Select(rule => rule.Title).Distinct().Count());

    [Fact]
    public void ARuleIsNamedInOnePlaceAlone() =>
        Assert.Empty(Repository.Files(".cs").Where(path => path.StartsWith("src/", StringComparison.Ordinal) && !path.EndsWith("/RegistryRules.cs", StringComparison.Ordinal))
            .Where(path => CodeInCode().IsMatch(Repository.Text(path))).Where(path => !path.EndsWith("/Demo.cs", StringComparison.Ordinal)).ToList());

    [GeneratedRegex("^REG[1-9][0-9]{3}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("\"REG[1-9][0-9]{3}\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CodeInCode();
}
