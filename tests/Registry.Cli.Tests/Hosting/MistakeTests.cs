using System.Text;
using Registry.Cli.Tests.Support;

namespace Registry.Cli.Tests.Hosting;

public sealed class MistakeTests
{
    [Fact]
    public async Task TheTextsOfCommonMistakesAreAsTheyWereReviewed()
    {
        using var registry = await TestRegistry.CreateAsync(Settings.Soaking);
        var id = await registry.EmitAsync("a");
        await registry.PromoteAsync(id, "dev");
        string[] lines =
        [
            "", "emti acme/billing", "emit acme/billing", "emit Acme/Billing --source-hash x", "emit acme/billing --source-hash x", $"emit acme/billing --source-hash {TestRegistry.HashOf("b")}",
            $"emit acme/billing --source-hash {TestRegistry.HashOf("b")} --file missing.zip", $"emit acme/billing --source-hash {TestRegistry.HashOf("b")} --file a.bin --semver 1.0",
            $"emit acme/billing --source-hash {TestRegistry.HashOf("b")} --file a.bin --channel nightly", $"emit acme/billing --source-hash {TestRegistry.HashOf("b")} --file a.bin --set-active",
            $"emit acme/billing --source-hash {TestRegistry.HashOf("b")} --file a.bin,platform=beos", "emit acme/billing --source-dir missing",
            "show acme/billing", "show acme/billing@1.2.3", "show acme/billing@2020.01.01-000000", "show acme/other", "show acme", "versions acme/billing --limit none", "versions acme/billing --after yesterday",
            "active acme/billing", "active acme/billing --channel nightly", "active acme/billing --as-of lately",
            "promote acme/billing:dev", "promote acme/billing:dev --channel beta --colour red", "promote acme/billing:dev --channel stable", "promote acme/billing:dev --channel nightly",
            "rollback acme/billing --channel stable", "rollback acme/billing --channel dev", "annotate acme/billing:dev", "annotate acme/billing:dev --alias 1.2.3", "annotate acme/billing:dev --status draft",
            "annotate acme/billing:dev --status unlisted", "archive acme/billing:dev", "archive acme/billing:dev --reason old", "delete acme/billing:dev --reason old",
            "download acme/billing:dev --file other.zip", "validate --base nowhere", "log --channel dev", "entity create acme/billing", "entity set acme/other --description x", "init .", "import missing.jsonl",
        ];
        var text = new StringBuilder();

        foreach (var line in lines)
        {
            var run = await registry.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            text.Append($"$ registry {line}\n{run.Output}{run.Error}=> {run.Exit}\n\n".Replace(registry.Sandbox.Path, "/place", StringComparison.Ordinal));
        }

        ExpectedText.Matches("Mistakes", text.ToString());
    }
}
