using System.Text;
using System.Text.RegularExpressions;
using Registry.Cli.Tests.Support;
using Registry.Testing;

namespace Registry.Cli.Tests.Commands;

/// <summary>docs/contracts.md is a story that is played: its files are written, its commands are run, and say what the page says that they say.</summary>
public sealed partial class ContractDocumentTests
{
    private const string Update = "REGISTRY_UPDATE_EXPECTED";

    [Fact]
    public async Task EveryExampleOfThePageIsTrue()
    {
        using var registry = await TestRegistry.CreateAsync();
        File.WriteAllText(Path.Combine(registry.WorkingDirectory, "identity.zip"), "identity\n");
        File.WriteAllText(Path.Combine(registry.WorkingDirectory, "billing.zip"), "billing\n");
        var page = await File.ReadAllTextAsync(PagePath, TestRegistry.Token);
        var played = new StringBuilder();
        var (end, commands) = (0, 0);
        foreach (var block in Block().Matches(page).Cast<Match>())
        {
            played.Append(page, end, block.Index - end);
            end = block.Index + block.Length;
            if (block.Groups["file"] is { Success: true, Value: var file }) await File.WriteAllTextAsync(Path.Combine(registry.WorkingDirectory, file), block.Groups["text"].Value, TestRegistry.Token);
            if (!block.Groups["console"].Success)
            {
                played.Append(block.Value);
                continue;
            }

            var expected = block.Groups["exit"] is { Success: true, Value: var code } ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) : 0;
            played.Append(expected == 0 ? "```console\n" : $"```console exit={expected}\n");
            foreach (var line in block.Groups["text"].Value.Split('\n').Where(line => line.StartsWith("$ registry ", StringComparison.Ordinal)))
            {
                var run = (await registry.RunAsync(line["$ registry ".Length..].Split(' '))).Ended(expected);
                registry.Time.Advance(TimeSpan.FromMinutes(1));
                played.Append(line).Append('\n').Append(run.Output).Append(run.Error);
                commands++;
            }

            played.Append("```");
        }

        played.Append(page, end, page.Length - end);
        if (Environment.GetEnvironmentVariable(Update) == "1") await File.WriteAllTextAsync(PagePath, played.ToString(), TestRegistry.Token);
        Assert.Equal(page, played.ToString());
        Assert.True(commands >= 8, $"the page has {commands} commands");
    }

    private static string PagePath => RepositoryFolder.PathOf("docs", "contracts.md");

    [GeneratedRegex("^```(yaml file=(?<file>[a-z0-9.-]+)|(?<console>console)( exit=(?<exit>[0-9]))?)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
