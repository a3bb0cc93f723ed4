#pragma warning disable CA5394 // Not a secret: a failure is run again from the seed.
using System.Text.Json.Nodes;

namespace Registry.Schema.Tests.Fuzz;

public sealed class SchemaFuzzTests
{
    public static TheoryData<int> Seeds => Effort.Seeds;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void NothingIsThrownButOneExceptionAndEveryAnswerIsConsistent(int seed)
    {
        RandomJson json = new(new Random(seed));
        var accepted = 0;
        for (var round = 0; round < Effort.Rounds; round++)
        {
            var document = json.Schema();
            var parsed = ValueSchema.Parse(document);
            Assert.Equal(parsed.IsAccepted, parsed.Faults.Count == 0);
            if (!parsed.IsAccepted) continue;
            accepted++;
            for (var count = 0; count < 5; count++) Try(parsed.Schema, document, json.Value(), seed);
        }

        Assert.InRange(accepted, Effort.Rounds / 10, Effort.Rounds);
    }

    private static void Try(ValueSchema schema, JsonNode? document, JsonNode? value, int seed)
    {
        var faults = schema.Validate(value);
        if (faults is [{ Keyword: "", SchemaPointer: "", InstancePointer: var broken, Message: var problem }] && problem != "nothing may be here")
        {
            Assert.Equal(broken, Assert.Throws<UnusableJsonException>(() => schema.WithDefaults(value)).InstancePointer);
            return;
        }
        Assert.All(faults, fault => Assert.True(Has(value, fault.InstancePointer) && Has(document, fault.SchemaPointer), $"seed {seed}: {fault}"));
        AssertStable(schema.WithDefaults, value);
        AssertStable(schema.ForRead, value);
        AssertStable(schema.ForWrite, value);
    }

    private static void AssertStable(Func<JsonNode?, JsonNode?> change, JsonNode? value)
    {
        var once = change(value);

        Assert.Equal(once?.ToJsonString(), change(once)?.ToJsonString());
    }

    private static bool Has(JsonNode? node, string pointer)
    {
        foreach (var token in pointer.Split('/').Skip(1).Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            if (node is JsonArray array && int.TryParse(token, out var index) && index < array.Count) node = array[index];
            else if (node is not JsonObject properties || !properties.TryGetPropertyValue(token, out node)) return false;
        }
        return true;
    }
}
