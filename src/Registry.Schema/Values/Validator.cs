using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Schema.Data;
using Registry.Schema.Patterns;

namespace Registry.Schema.Values;

/// <summary>One validation of one value.</summary>
internal sealed class Validator
{
    private readonly FaultList<ValueFault> _faults = new(new("", "", "", "and more"));
    private readonly PatternMatcher _patterns = new();
    private readonly ValueUse _use;

    private Validator(ValueUse use) => _use = use;

    public static IReadOnlyList<ValueFault> Validate(ValueSchema schema, JsonNode? value, ValueUse use)
    {
        try
        {
            Validator validator = new(use);
            validator.Check(schema, DataReader.Read(value, JsonLimits.Values), JsonPlace.Root);
            return validator._faults.Faults;
        }
        catch (UnusableJsonException error)
        {
            return [new(error.InstancePointer, "", "", error.Problem)];
        }
    }

    private void Check(ValueSchema schema, JsonData value, JsonPlace at)
    {
        if (_faults.IsFull || schema.Literal == true) return;
        if (schema.Literal == false)
        {
            _faults.Add(new(at.ToString(), schema.Place.ToString(), schema.Holder, "nothing may be here"));
            return;
        }
        CheckItself(schema, value, at);
        if (value.Kind == JsonValueKind.Object) CheckProperties(schema, value, at);
        if (schema.Items is not { } items) return;
        for (var index = 0; index < value.Items.Count; index++) Check(items, value.Items[index], at.Of(index));
    }

    private void CheckProperties(ValueSchema schema, JsonData value, JsonPlace at)
    {
        foreach (var name in Demanded(schema).Where(name => !value.Members.ContainsKey(name)))
        {
            Fault(schema, "required", at, $"the property '{name}' is missing");
            if (_faults.IsFull) return;
        }
        foreach (var (name, member) in value.Members)
        {
            if (schema.Of(name) is { } property) Check(property, member, at.Of(name));
        }
    }

    private void CheckItself(ValueSchema schema, JsonData value, JsonPlace at)
    {
        if ((schema.Types & TypeNames.Of(value)) == ValueTypes.None) Fault(schema, "type", at, $"expected {TypeNames.Text(schema.Types)}, found {TypeNames.Text(TypeNames.Of(value))}");
        if (schema.Const is { } constant && !constant.Equals(value)) Fault(schema, "const", at, "the value must be the one that the schema names");
        if (schema.Enum is { } allowed && !allowed.Contains(value)) Fault(schema, "enum", at, "the value must be one of those that the schema lists");
        foreach (var size in schema.Sizes.Where(size => !size.Holds(value))) Fault(schema, size.Keyword, at, size.Message);
        if (schema.Pattern is not { } pattern || value.Kind != JsonValueKind.String) return;
        if (_patterns.IsMatch(pattern, value.Text) is not { } matches) Fault(schema, "pattern", at, "the time limit of patterns is used up");
        else if (!matches) Fault(schema, "pattern", at, "the string must match the pattern of the schema");
    }

    private IReadOnlyList<string> Demanded(ValueSchema schema) => _use switch
    {
        ValueUse.Write => schema.RequiredForWrite,
        ValueUse.Read => schema.RequiredForRead,
        _ => schema.Required,
    };

    private void Fault(ValueSchema schema, string keyword, JsonPlace at, string message) =>
        _faults.Add(new(at.ToString(), schema.Place.Of(keyword).ToString(), keyword, message));
}
