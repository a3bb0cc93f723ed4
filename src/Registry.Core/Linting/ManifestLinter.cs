using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Properties;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Linting;

/// <summary>Looks at a file for its author, before it is part of anything.</summary>
/// <param name="registry">The registry that it is for; <see langword="null"/> when there is none, so that neither properties nor dependencies are looked up.</param>
public sealed class ManifestLinter(RegistryReader? registry)
{
    private static readonly string[] s_kinds = [ManifestFormat.Kind, ContractDocumentFormat.Kind, RegistrySettingsFormat.Kind, EntitySettingsFormat.Kind];

    /// <summary>Looks at a file: a manifest, a contract, <c>registry.yaml</c> or <c>entity.yaml</c>.</summary>
    /// <param name="file">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    /// <param name="cancellationToken">Ends the reading of the registry.</param>
    /// <exception cref="RegistryException">A file of the registry is broken.</exception>
    public async Task<LintReport> LintAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        switch (KindOf(file, content, problems))
        {
            case ManifestFormat.Kind:
                return await VersionAsync(ManifestFormat.Read(file, content), file, content, cancellationToken);
            case ContractDocumentFormat.Kind:
                return await VersionAsync(ContractDocumentFormat.Read(file, content), file, content, cancellationToken);
            case RegistrySettingsFormat.Kind:
                var settings = RegistrySettingsFormat.Read(file, content);
                return new LintReport(settings.IsValid ? RegistrySettingsFormat.CheckSchemas(settings.Value, file, content) : settings.Problems, []);
            case EntitySettingsFormat.Kind:
                return new LintReport(await EntityAsync(EntitySettingsFormat.Read(file, content), file, content, cancellationToken), []);
            default:
                return new LintReport(problems, []);
        }
    }

    private static string? KindOf(string file, ReadOnlyMemory<byte> content, List<Problem> problems)
    {
        if (YamlReader.Read(file, content, problems) is not { } root || problems.Count > 0) return null;
        if (root is YamlMapping mapping && mapping.Find("kind") is YamlScalar { Value: var kind } && s_kinds.Contains(kind, StringComparer.Ordinal)) return kind;
        var (line, column) = YamlPlace.Of(root, ["kind"]);
        problems.Add(new Problem(RegistryRules.ApiVersion, file, line, column, $"the file does not say what it is; expected 'kind' to be one of {string.Join(", ", s_kinds)}"));
        return null;
    }

    private async Task<LintReport> VersionAsync<T>(Parsed<T> parsed, string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        where T : VersionContent
    {
        if (parsed.Value is not { } version) return new LintReport(parsed.Problems, []);
        var faults = registry is null ? ContractCheck.Check(version) : await ContractCheck.CheckAsync(version, registry, await registry.SettingsAsync(cancellationToken), cancellationToken);
        if (faults.Count > 0) return new LintReport([.. ContractCheck.Problems(faults, file, content)], []);
        var root = YamlReader.Read(file, content, []);
        return new LintReport([], [.. ContractAdvice.Of(version).Select(advice =>
        {
            var (line, column) = YamlPlace.Of(root, JsonPointer.Keys(advice.Place));
            return new LintAdvice(file, line, column, advice.Message);
        })]);
    }

    private async Task<IReadOnlyList<Problem>> EntityAsync(Parsed<EntitySettings> parsed, string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (parsed.Value is not { } entity || registry is null) return parsed.Problems;
        List<ContractFault> faults = [];
        PropertyCheck.Check(entity.Properties, PropertySubject.Entity, (await registry.SettingsAsync(cancellationToken)).Properties, faults);
        return [.. ContractCheck.Problems(faults, file, content)];
    }
}
