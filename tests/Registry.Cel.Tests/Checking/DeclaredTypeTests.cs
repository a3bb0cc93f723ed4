using Registry.Cel.Tests.Support;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Tests.Checking;

/// <summary>Object types with declared fields, as an embedder makes them of schemas.</summary>
public sealed class DeclaredTypeTests
{
    private static readonly CelType s_build = CelType.Object("Build", new Dictionary<string, CelField>(StringComparer.Ordinal)
    {
        ["name"] = new(CelType.String),
        ["number"] = new(CelType.Int),
        ["tags"] = new(CelType.List(CelType.String)),
        ["commit"] = new(CelType.Object("Commit", new Dictionary<string, CelField>(StringComparer.Ordinal) { ["id"] = new(CelType.String) }), IsOptional: true),
        ["extra"] = new(CelType.Dyn),
    });

    private static readonly CelType s_open = CelType.Object("Open", new Dictionary<string, CelField>(StringComparer.Ordinal) { ["a"] = new(CelType.Int) }, others: CelType.String);

    [Theory]
    [InlineData("build.name", "string")]
    [InlineData("build.tags[0]", "string")]
    [InlineData("build.commit.id", "string")]
    [InlineData("build['number']", "int")]
    [InlineData("build.extra.anything", "dyn")]
    [InlineData("has(build.commit) ? build.commit.id : ''", "string")]
    [InlineData("build.?commit.id", "optional_type(string)")]
    [InlineData("build.tags.map(t, size(t))", "list(int)")]
    [InlineData("build.map(key, key)", "list(string)")]
    [InlineData("'name' in build", "bool")]
    [InlineData("size(build)", "int")]
    [InlineData("build == {'name': 'x'}", "bool")]
    [InlineData("open.a", "int")]
    [InlineData("open.other", "string")]
    [InlineData("true ? build : open", "map(string, dyn)")]
    public void FieldsHaveTheirTypes(string expression, string type) =>
        Assert.Equal(type, Expressions.Compile(expression, null, ("build", s_build), ("open", s_open)).ResultType.ToString());

    [Theory]
    [InlineData("build.nmae", "1:7: undefined field 'nmae' of Build; it has commit, extra, name, number, tags")]
    [InlineData("has(build.nmae)", "1:11: undefined field 'nmae' of Build; it has commit, extra, name, number, tags")]
    [InlineData("build['nmae']", "1:7: undefined field 'nmae' of Build; it has commit, extra, name, number, tags")]
    [InlineData("build.commit.sha", "1:14: undefined field 'sha' of Commit; it has id")]
    [InlineData("build.name + 1", "1:12: found no matching overload for '_+_' applied to '(string, int)'")]
    [InlineData("build.number.x", "1:14: type 'int' does not support field selection")]
    [InlineData("build[0]", "1:6: found no matching overload for '_[_]' applied to '(Build, int)'")]
    [InlineData("build.name ? 1 : 2", "1:7: expected type 'bool' but found 'string'")]
    [InlineData("build.tags.exists(t, t)", "1:22: expected type 'bool' but found 'string'")]
    [InlineData("build.number.all(n, true)", "1:7: expected a list or a map but found 'int'")]
    [InlineData("{1.5: 2}", "1:2: a key is a bool, int, uint or string, not 'double'")]
    [InlineData("1 < 1.0", "1:3: found no matching overload for '_<_' applied to '(int, double)'")]
    [InlineData("build.name.matches('(a')", "1:20: invalid regular expression: missing closing )")]
    [InlineData("Message{a: 1}", "1:1: 'Message' is a message, and messages are not supported")]
    [InlineData("build.name.frobnicate()", "1:12: undeclared reference to the function 'frobnicate' (in container '')")]
    public void WhatDoesNotFitIsRefused(string expression, string error) =>
        Assert.Equal([error], Expressions.Refused(expression, null, ("build", s_build)).Select(item => item.ToString()));

    [Fact]
    public void AMissingFieldIsAnErrorOfTheEvaluationAndHasSeesIt()
    {
        var bindings = new Dictionary<string, CelValue>(StringComparer.Ordinal) { ["build"] = new CelMap(new Dictionary<string, CelValue>(StringComparer.Ordinal)) };

        Assert.Equal(CelBool.False, Expressions.Compile("has(build.commit)", null, ("build", s_build)).Evaluate(bindings, TestContext.Current.CancellationToken));
        Assert.Equal("1:7: no such key: commit", Expressions.Fault(Expressions.Compile("build.commit", null, ("build", s_build)).Evaluate(bindings, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void AMapLiteralTellsItsEntries()
    {
        var program = Expressions.Compile("{'a': build.name, ?'b': optional.of(1), 'c': {'d': [1.5]}, build.name: null}", null, ("build", s_build));

        var entries = program.MapEntries!;
        Assert.Equal(["string", "int", "map(string, list(double))", "null_type"], entries.Select(entry => entry.Type.ToString()));
        Assert.Equal([new CelString("a"), new CelString("b"), new CelString("c"), null], entries.Select(entry => entry.Key));
        Assert.Equal([false, true, false, false], entries.Select(entry => entry.IsOptional));
        Assert.Equal("list(double)", Assert.Single(entries[2].Entries!).Type.ToString());
        Assert.Equal((1, 20), entries[1].Place);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("true ? {'a': 1} : {}")]
    public void OtherExpressionsHaveNoEntries(string expression) => Assert.Null(Expressions.Compile(expression).MapEntries);

    [Fact]
    public void AssignabilityLooksIntoObjects()
    {
        var target = CelType.Object("T", new Dictionary<string, CelField>(StringComparer.Ordinal) { ["a"] = new(CelType.Int), ["b"] = new(CelType.Int, IsOptional: true) });

        Assert.True(With(CelType.Int).IsAssignableTo(target));
        Assert.False(With(CelType.String).IsAssignableTo(target));
        Assert.False(s_build.IsAssignableTo(target));
        Assert.True(CelType.Dyn.IsAssignableTo(target));
        Assert.True(CelType.List(CelType.Int).IsAssignableTo(CelType.List(CelType.Dyn)));
        Assert.False(CelType.List(CelType.Int).IsAssignableTo(CelType.List(CelType.String)));
        Assert.False(CelType.Int.IsAssignableTo(CelType.Double));

        static CelType With(CelType field) => CelType.Object("S", new Dictionary<string, CelField>(StringComparer.Ordinal) { ["a"] = new(field) });
    }

    [Fact]
    public void AProgramTellsItsVariables() =>
        Assert.Equal(["build", "open"], Expressions.Compile("build.number > 0 && open.a > 0 && [1].all(x, x > build.number)", null, ("build", s_build), ("open", s_open), ("unused", CelType.Int)).Variables);

    [Fact]
    public void WithoutTheCheckFaultsAreThoseOfTheEvaluation() =>
        Assert.Equal(CelBool.True, Expressions.Evaluate("nothing.there || true || f(1)", new CelOptions { CheckTypes = false }));
}
