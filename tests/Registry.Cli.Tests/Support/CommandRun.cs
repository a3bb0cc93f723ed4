using System.Text.Json;

namespace Registry.Cli.Tests.Support;

/// <summary>What a command said and how it ended.</summary>
internal sealed record CommandRun(int Exit, string Output, string Error)
{
    /// <summary>The one JSON document that the command printed.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The names of the document's properties, in order.</summary>
    public string Names => NamesOf(Json);

    public override string ToString() => $"exit code {Exit}\n{Output}\n{Error}";

    public static string NamesOf(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(property => property.Name));

    /// <summary>Fails with what the command said when it did not end as expected.</summary>
    public CommandRun Ended(int exit)
    {
        Assert.True(Exit == exit, $"expected exit code {exit}: {this}");
        return this;
    }

    /// <summary>Fails unless the command was refused by a rule, which is named with its title and its way out.</summary>
    public CommandRun Broke(Core.Rules.Rule rule, int exit)
    {
        Ended(exit);
        Assert.Contains($"error {rule.Code}: ", Error, StringComparison.Ordinal);
        Assert.Contains($"  {rule.Title}. {rule.WayOut}\n", Error, StringComparison.Ordinal);
        Assert.Empty(Output);
        return this;
    }
}
