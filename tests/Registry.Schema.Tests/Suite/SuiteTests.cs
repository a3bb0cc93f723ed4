namespace Registry.Schema.Tests.Suite;

public sealed class SuiteTests
{
    public static TheoryData<string> Files => [.. SuiteFiles.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void GroupsInsideTheSubsetPassAndTheOthersAreRefused(string file)
    {
        List<string> wrong = [];
        foreach (var group in SuiteFiles.Groups(file))
        {
            var parsed = ValueSchema.Parse(group.WithoutDialect());
            if (parsed.IsAccepted != group.IsInside) wrong.Add($"{group.Description}: {string.Join("; ", parsed.Faults)}");
            if (parsed.IsAccepted) wrong.AddRange(group.Tests.Where(test => !Passes(parsed.Schema, test)).Select(test => $"{group.Description}: {test.Description}"));
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ASchemaThatNamesItsDialectIsRefusedThere(string file)
    {
        foreach (var group in SuiteFiles.Groups(file).Where(group => group.Schema is System.Text.Json.Nodes.JsonObject root && root.ContainsKey("$schema")))
            Assert.Contains(ValueSchema.Parse(group.Schema).Faults, fault => fault.SchemaPointer == "/$schema");
    }

    internal static bool Passes(ValueSchema schema, SuiteTest test) => schema.Validate(test.Data).Count == 0 == test.Valid;
}
