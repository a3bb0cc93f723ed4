using System.Text.Json.Nodes;
using Registry.Cel;
using Registry.Cel.Types;
using Registry.Cel.Values;
using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>Compiles the parts of a contract and gathers what is wrong with them.</summary>
internal sealed class ContractCompiler(ICollection<ContractFault> faults)
{
    /// <summary>A schema; <see langword="null"/> when there is none, or when it is refused.</summary>
    public ValueSchema? Schema(string pointer, JsonObject? schema)
    {
        if (schema is null) return null;
        var parsed = ValueSchema.Parse(schema);
        foreach (var fault in parsed.Faults) faults.Add(new ContractFault(ContractFaultKind.Schema, pointer + fault.SchemaPointer, fault.Message));
        if (parsed.Schema is not { } accepted) return null;
        if (accepted.Types != ValueTypes.Object) faults.Add(new ContractFault(ContractFaultKind.Schema, pointer, $"the schema is of type {ContractTypes.Text(accepted)}; expected 'type: object'"));
        if (accepted.IsReadOnly || accepted.IsWriteOnly) faults.Add(new ContractFault(ContractFaultKind.Schema, pointer, "the schema as a whole is readOnly or writeOnly, so that nothing is left; expected this of properties alone"));
        return accepted;
    }

    /// <summary>An expression; <see langword="null"/> when there is none, or when it is refused.</summary>
    public CelProgram? Bindings(string pointer, string? expression, CelEnvironment environment)
    {
        if (expression is null) return null;
        if (environment.TryCompile(expression, out var program, out var errors)) return program;
        foreach (var error in errors) Complain(pointer, error.Message, (error.Line, error.Column));
        return null;
    }

    /// <summary>The inputs of an install are a map from names.</summary>
    public void DemandMap(string pointer, CelProgram program)
    {
        var type = program.ResultType;
        if (type.Kind is CelTypeKind.Dyn or CelTypeKind.Object || (type.Kind == CelTypeKind.Map && type.Arguments[0].Kind is CelTypeKind.String or CelTypeKind.Dyn or CelTypeKind.Parameter)) return;
        Complain(pointer, $"the expression gives {type}; expected a map from strings");
    }

    /// <summary>The outputs of an install are a map literal with the keys of the schema.</summary>
    public void DemandOutputs(string pointer, CelProgram program, ValueSchema schema)
    {
        if (program.MapEntries is not { } entries)
        {
            Complain(pointer, "the expression is no map literal; expected {'name': value, …} with the properties of the schema");
            return;
        }

        DemandEntries(pointer, entries, schema, "");
        foreach (var missing in schema.Properties.Keys.Except(entries.Select(entry => (entry.Key as CelString)?.Value), StringComparer.Ordinal))
            Complain(pointer, $"there is no key '{missing}', which the schema has; expected a key for each of its properties");
    }

    public void Complain(string pointer, string message, (int Line, int Column) place = default) =>
        faults.Add(new ContractFault(ContractFaultKind.Bindings, pointer, place == default ? message : $"line {place.Line}, column {place.Column}: {message}"));

    private void DemandEntries(string pointer, IReadOnlyList<CelMapEntry> entries, ValueSchema schema, string parent)
    {
        foreach (var entry in entries)
        {
            var isWhole = parent.Length == 0;
            if (entry.Key is not CelString { Value: var key })
            {
                if (isWhole) Complain(pointer, "a key that is no literal string; expected the name of a property of the schema", entry.Place);
                continue;
            }

            var name = parent + key;
            if (schema.Properties.GetValueOrDefault(key) is not { } property)
            {
                if (isWhole || schema.IsClosed) Complain(pointer, $"the key '{name}' is no property of the schema; expected one of {string.Join(", ", schema.Properties.Keys)}", entry.Place);
                continue;
            }

            if (entry.IsOptional && schema.Required.Contains(key, StringComparer.Ordinal)) Complain(pointer, $"'{name}' may be missing, but the schema requires it", entry.Place);
            if (!ContractTypes.MayFit(entry.Type, property)) Complain(pointer, $"'{name}' is {entry.Type}; the schema expects {ContractTypes.Text(property)}", entry.Place);
            else if (entry.Entries is { } nested) DemandEntries(pointer, nested, property, $"{name}.");
        }
    }
}
