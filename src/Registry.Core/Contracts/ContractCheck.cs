using System.Text.Json.Nodes;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Properties;
using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Versions;
using Registry.Core.Yaml;
using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>Checks what a version says to whoever installs it: schemas, expressions and properties.</summary>
public static class ContractCheck
{
    private static readonly ValueSchema s_nothing = ValueSchema.Parse(new JsonObject { ["type"] = "object", ["additionalProperties"] = false }).Schema!;

    /// <summary>Checks a version that is to become part of a registry: also its properties, and the types of what the dependencies that it pins show.</summary>
    /// <param name="content">The version.</param>
    /// <param name="registry">The registry.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>All that is wrong.</returns>
    public static async ValueTask<IReadOnlyList<ContractFault>> CheckAsync(VersionContent content, RegistryReader registry, RegistrySettings settings, CancellationToken cancellationToken)
    {
        if (content is { Inputs: null, Outputs: null, Properties: null }) return [];
        List<ContractFault> faults = [];
        PropertyCheck.Check(content.Properties, PropertySubject.Version, settings.Properties, faults);
        Dictionary<EntityName, ValueSchema?> shown = [];
        if (content.Outputs?.Bindings is not null)
            foreach (var dependency in content.Dependencies)
                shown[dependency.Entity] = await OutputsAsync(registry, dependency, cancellationToken);
        VersionContract.Compile(content, entity => shown.GetValueOrDefault(entity), faults);
        return faults;
    }

    /// <summary>Checks a contract by itself: nothing is known of dependencies, nor of what the registry demands of properties.</summary>
    /// <returns>All that is wrong.</returns>
    public static IReadOnlyList<ContractFault> Check(VersionContent content)
    {
        if (content is { Inputs: null, Outputs: null }) return [];
        List<ContractFault> faults = [];
        VersionContract.Compile(content, _ => null, faults);
        return faults;
    }

    /// <summary>Faults of a request, which has no lines.</summary>
    public static IEnumerable<Problem> Problems(IEnumerable<ContractFault> faults) => faults.Select(fault => new Problem(RuleOf(fault), null, $"{fault.Place}: {fault.Message}"));

    /// <summary>Faults of a file, with their lines.</summary>
    public static IEnumerable<Problem> Problems(IReadOnlyList<ContractFault> faults, string file, ReadOnlyMemory<byte> content)
    {
        if (faults.Count == 0) return [];
        var root = YamlReader.Read(file, content, []);
        return faults.Select(fault =>
        {
            var (line, column) = YamlPlace.Of(root, JsonPointer.Keys(fault.Place));
            return new Problem(RuleOf(fault), file, line, column, $"{fault.Place}: {fault.Message}");
        });
    }

    /// <summary>What a dependency shows, where its version is pinned and there.</summary>
    private static async ValueTask<ValueSchema?> OutputsAsync(RegistryReader registry, Dependency dependency, CancellationToken cancellationToken)
    {
        if (dependency.Version is not { } id || await registry.ManifestAsync(dependency.Entity, id, cancellationToken) is not { } stored) return null;
        return stored.Manifest.Outputs is { } outputs ? ValueSchema.Parse(outputs.Schema).Schema : s_nothing;
    }

    private static Rule RuleOf(ContractFault fault) => fault.Kind switch
    {
        ContractFaultKind.Schema => RegistryRules.ContractSchema,
        ContractFaultKind.Bindings => RegistryRules.ContractBindings,
        _ => RegistryRules.PropertyValue,
    };
}
