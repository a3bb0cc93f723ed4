#pragma warning disable CA5394 // chance that can be repeated is the point
using System.Diagnostics;
using System.Text;
using Registry.Cel.Tests.Conformance;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Fuzzing;

/// <summary>No text makes the library throw anything, or use more than its limits. <c>REGISTRY_LONG_TESTS=1</c> goes on for a minute each.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 1500;
    private const int LongSeconds = 60;

    private static readonly CelLimits s_limits = new() { MaxCost = 100_000, MaxValueLength = 10_000, MaxExpressionLength = 5000 };

    private static readonly Dictionary<string, CelValue> s_bindings = new(StringComparer.Ordinal)
    {
        ["x"] = CelInt.Of(5),
        ["a"] = CelValue.FromJson(System.Text.Json.Nodes.JsonNode.Parse("""{"b": {"c": [1, 2.5, "é😀", null, true]}, "key": "value"}"""), wholeNumbersAreInts: true),
        ["list"] = new CelList(Enumerable.Range(0, 50).Select(number => CelInt.Of(number))),
        ["text"] = new CelString(new string('a', 2000) + "b"),
    };

    private static readonly CelType s_object = CelType.Object("a", new Dictionary<string, CelField>(StringComparer.Ordinal) { ["b"] = new(CelType.Dyn), ["key"] = new(CelType.String, IsOptional: true) });

    private static readonly CelEnvironment s_checked = Environment(isChecked: true);
    private static readonly CelEnvironment s_unchecked = Environment(isChecked: false);

    [Fact]
    public void RandomTextIsRefusedOrEvaluated() => Run(random => Encoding.UTF8.GetString(RandomBytes(random)));

    [Fact]
    public void RandomTokensAreRefusedOrEvaluated() => Run(random => string.Join(' ', Enumerable.Range(0, random.Next(1, 30)).Select(_ => Pick(random, Mutation.Tokens))));

    [Fact]
    public void MutatedExpressionsAreRefusedOrEvaluated()
    {
        var corpus = ConformanceSuite.Sections.SelectMany(section => section.Tests).Where(test => !test.NeedsMessages).Select(test => test.Expression).ToArray();

        Run(random => Mutation.Of(random, corpus));
    }

    [Fact]
    public void RandomPatternsMatchOrAreRefused() => Run(random => $"text.matches(r'''{string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Pick(random, Mutation.PatternTokens)))}''')");

    private static CelEnvironment Environment(bool isChecked) => new(
        s_bindings.Keys.ToDictionary(name => name, name => name == "a" && isChecked ? s_object : CelType.Dyn, StringComparer.Ordinal),
        new CelOptions { Extensions = CelExtensions.All, Limits = s_limits, CheckTypes = isChecked });

    private void Run(Func<Random, string> expression)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var isLong = System.Environment.GetEnvironmentVariable("REGISTRY_LONG_TESTS") == "1";
        var (watch, evaluated, slowest, slowestText) = (Stopwatch.StartNew(), 0, TimeSpan.Zero, "");
        for (var round = 0; isLong ? watch.Elapsed.TotalSeconds < LongSeconds : round < Rounds; round++)
        {
            var text = expression(random);
            var start = watch.Elapsed;
            var exception = Record.Exception(() => evaluated += Use(s_checked, text) + Use(s_unchecked, text));
            Assert.True(exception is null, $"seed {seed}, round {round}:\n{text}\n{exception}");
            if (watch.Elapsed - start > slowest) (slowest, slowestText) = (watch.Elapsed - start, text);
        }

        output.WriteLine($"{evaluated} evaluated; the slowest took {slowest.TotalMilliseconds:F0} ms: {slowestText}");
    }

    private static int Use(CelEnvironment environment, string text)
    {
        if (!environment.TryCompile(text, out var program, out var errors))
        {
            Assert.NotEmpty(errors);
            Assert.All(errors, error => Assert.True(error is { Line: > 0, Column: > 0 }));
            return 0;
        }

        var value = program.Evaluate(s_bindings, CancellationToken.None);
        // What has no JSON says so in its own way.
        if (value is not CelErrorValue && Record.Exception(() => value.ToJson()) is { } error) Assert.IsType<InvalidOperationException>(error);
        return 1;
    }

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(1, 60)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
