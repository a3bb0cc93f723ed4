using FsCheck;
using FsCheck.Fluent;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using static Registry.Core.Tests.Contracts.ContractFixture;

namespace Registry.Core.Tests.Contracts;

/// <summary>Contracts put together of pieces by chance: each is refused, or gives values or faults, and nothing else ever happens.</summary>
public sealed class ContractFuzzTests
{
    private static readonly Gen<string> s_bindings = Gen.Choose(1, 8).SelectMany(count => Gen.ArrayOf(
        Gen.Elements("{'url': ", "entities", ".inputs", "['", "identity", ".href", ".outputs", "']", ".map(x, ", "x", ")", "}", ", 'size': 1", "\\", "'", "1", "1u", "null", "pkg", "?", ":", " + ", "[1, 2]", ".all(x, x > 1)", "string("), count)).Select(string.Concat);

    private static readonly Gen<string> s_schemas = Gen.Elements(
        """{"type":"object","properties":{"url":{"type":"string"},"size":{}}}""", """{"type":"object","properties":{"url":{}},"additionalProperties":false}""",
        """{"type":"object","properties":{"url":{"type":["string","null"],"pattern":"^(a+)+$"}}}""", """{"type":"object"}""");

    [Fact]
    public void EveryContractIsRefusedOrEvaluates()
    {
        var (refused, evaluated) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Arb.From(s_bindings.Two()), Arb.From(s_schemas.Two()), (bindings, schemas) =>
        {
            var contract = Of() with { Inputs = new ContractSide(Json(schemas.Item1), bindings.Item1), Outputs = new ContractSide(Json(schemas.Item2), bindings.Item2) };
            List<ContractFault> faults = [];
            if (VersionContract.Compile(contract, _ => null, faults) is not { } compiled)
            {
                refused++;
                Assert.NotEmpty(faults);
                return;
            }

            List<InstallFault> wrong = [];
            var inputs = compiled.AssembleInputs(Json("""{"url":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!","size":2}"""), wrong, TestContext.Current.CancellationToken);
            var outputs = inputs is null ? null : compiled.ProjectOutputs(inputs, new Dictionary<EntityName, InstalledEntity> { [Identity] = new("https://i/", Json("""{"n":1}"""), null) }, wrong, TestContext.Current.CancellationToken);
            evaluated++;
            Assert.Equal(outputs is null, wrong.Count > 0);
        }));
        Assert.True(refused > 0, "nothing was refused");
    }
}
