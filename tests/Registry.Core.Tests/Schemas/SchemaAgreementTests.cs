using Registry.Core.Tests.Yaml;

namespace Registry.Core.Tests.Schemas;

/// <summary>Editors check by the schemas, the registry by its readers: the two say the same of every file that is YAML.</summary>
public sealed class SchemaAgreementTests
{
    private const string CrossField = "compares values of several keys or items";
    private const string Ambiguous = "depends on quotes, or on how a number is written, which JSON values don't show";
    private const string KeyType = "JSON knows no keys but strings";
    private const string Bounded = "bounds numbers inside a text, which a pattern could only say unreadably";

    /// <summary>Files that a schema takes and the reader refuses, with the reason why a schema cannot say it.</summary>
    private static readonly Dictionary<string, string> s_notExpressible = new(StringComparer.Ordinal)
    {
        ["entity/channel-twice"] = CrossField,
        ["registry/channel-default-unknown"] = CrossField,
        ["registry/channel-from-below"] = CrossField,
        ["registry/channel-from-itself"] = CrossField,
        ["registry/channel-from-unknown"] = CrossField,
        ["registry/channel-twice"] = CrossField,
        ["release/file-name-equal-but-for-case"] = CrossField,
        ["soak/ended-twice"] = CrossField,
        ["version/base-newer"] = CrossField,
        ["version/base-same"] = CrossField,
        ["version/dependency-twice"] = CrossField,
        ["version/file-name-equal-but-for-case"] = CrossField,
        ["version/file-name-twice"] = CrossField,
        ["version/semver-overflow"] = Bounded,
        ["record/type-comment-equals"] = Ambiguous,
        ["registry/type-name-on"] = Ambiguous,
        ["version/type-channel-on"] = Ambiguous,
        ["version/type-createdby-off"] = Ambiguous,
        ["version/type-createdby-separator"] = Ambiguous,
        ["version/type-name-2026-11-21"] = Ambiguous,
        ["version/type-name-sexagesimal"] = Ambiguous,
        ["version/type-name-yes"] = Ambiguous,
        ["version/type-ordinal-number"] = Ambiguous,
        ["version/type-properties-ambiguous"] = Ambiguous,
        ["version/type-size-exponent"] = Ambiguous,
        ["version/type-size-hexadecimal"] = Ambiguous,
        ["version/type-size-octal"] = Ambiguous,
        ["version/type-size-plus"] = Ambiguous,
        ["version/yaml-merge-value"] = Ambiguous,
        ["version/yaml-boolean-key"] = KeyType,
        ["version/yaml-date-key"] = KeyType,
        ["version/yaml-integer-key"] = KeyType,
        ["version/yaml-yes-key"] = KeyType,
    };

    public static TheoryData<string> GoodFiles => CorpusFile.Names(CorpusFile.Good);

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void WhatTheReaderTakesTheSchemaTakes(string name)
    {
        var file = CorpusFile.Find(CorpusFile.Good, name);

        Assert.True(IsValid(file));
    }

    [Fact]
    public void WhatTheReaderRefusesTheSchemaRefusesButForAFewFaults()
    {
        var taken = CorpusFile.Bad.Where(IsYamlOfOurs).Where(IsValid).Select(file => file.ToString());

        Assert.Equal(s_notExpressible.Keys.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void TheTemplateIsValid()
    {
        var settings = File.ReadAllBytes(Path.Combine(RepositoryFiles.Template, "registry.yaml"));

        Assert.Empty(FileKind.Named("registry").Read("registry.yaml", settings).Problems);
        Assert.True(SchemaEvaluator.IsValid(TemplateSchema.ByKind["registry"], YamlAsJson.Convert(settings)));
    }

    private static bool IsValid(CorpusFile file) =>
        SchemaEvaluator.IsValid(TemplateSchema.ByKind[file.Kind.Name], YamlAsJson.Convert(file.Content));

    /// <summary>Whether the file gets as far as its keys and values: encoding, syntax and features are no matter of schemas.</summary>
    private static bool IsYamlOfOurs(CorpusFile file) =>
        file.Read().Problems.All(problem => string.CompareOrdinal(problem.Rule.Code, "REG1006") > 0);
}
