using Registry.Cel.Types;
using Registry.Cel.Values;
using Registry.Core.Entities;
using Registry.Core.Versions;
using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>
/// What dependencies are called under <c>entities</c>: by namespace and name always, and by name alone where just one dependency has that name,
/// which is not <c>inputs</c>.
/// </summary>
internal sealed class ContractNames
{
    private const string Inputs = "inputs";

    private const string Href = "href";

    private const string Outputs = "outputs";

    private readonly List<(string Name, EntityName Entity)> _names = [];

    public ContractNames(IReadOnlyList<Dependency> dependencies)
    {
        foreach (var dependency in dependencies.DistinctBy(dependency => dependency.Entity))
        {
            var entity = dependency.Entity;
            _names.Add((entity.ToString(), entity));
            if (entity.Name != Inputs && dependencies.All(other => other.Entity == entity || other.Entity.Name != entity.Name)) _names.Add((entity.Name, entity));
        }
    }

    /// <summary>The fields of <c>entities</c>.</summary>
    public Dictionary<string, CelField> Fields(CelType inputs, Func<EntityName, ValueSchema?> outputsOf)
    {
        var fields = new Dictionary<string, CelField>(StringComparer.Ordinal) { [Inputs] = new(inputs) };
        foreach (var (name, entity) in _names)
        {
            var outputs = outputsOf(entity) is { } schema ? ContractTypes.Of(schema, $"entities.{name}.outputs") : CelType.Map(CelType.String, CelType.Dyn);
            fields.Add(name, new CelField(CelType.Object($"entities.{name}", new Dictionary<string, CelField>(StringComparer.Ordinal) { [Href] = new(CelType.String), [Outputs] = new(outputs) })));
        }

        return fields;
    }

    /// <summary>The value of <c>entities</c>. What nobody said is not there.</summary>
    /// <exception cref="FormatException">A value has no counterpart in expressions.</exception>
    public CelMap Values(CelValue inputs, IReadOnlyDictionary<EntityName, InstalledEntity> entities) =>
        new([KeyValuePair.Create(Inputs, inputs), .. _names.Where(name => entities.ContainsKey(name.Entity)).Select(name => KeyValuePair.Create(name.Name, (CelValue)Value(entities[name.Entity])))]);

    /// <summary>The dependencies of which something is not known, for messages; empty when there are none.</summary>
    public string Missing(IReadOnlyDictionary<EntityName, InstalledEntity> entities) => string.Join(
        ", ", _names.Select(name => name.Entity).Distinct().Where(entity => entities.GetValueOrDefault(entity) is not { Href: not null, Outputs: not null }));

    private static CelMap Value(InstalledEntity entity)
    {
        Dictionary<string, CelValue> fields = [];
        if (entity.Href is { } href) fields.Add(Href, new CelString(href));
        if (entity.Outputs is { } outputs) fields.Add(Outputs, ContractValues.Of(outputs, entity.Schema));
        return new CelMap(fields);
    }
}
