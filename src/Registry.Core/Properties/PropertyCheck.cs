using System.Text.Json.Nodes;
using Registry.Core.Contracts;
using Registry.Schema;

namespace Registry.Core.Properties;

/// <summary>Checks properties against what the registry knows of them. What it does not know is accepted as it is.</summary>
internal static class PropertyCheck
{
    /// <summary>Checks the properties of a subject.</summary>
    public static void Check(JsonObject? properties, PropertySubject subject, IReadOnlyList<PropertyDeclaration> declarations, ICollection<ContractFault> faults)
    {
        foreach (var (urn, value) in properties ?? [])
        {
            var pointer = $"/properties/{JsonPointer.Escape(urn)}";
            if (!PropertyUrn.IsValid(urn)) Add(pointer, $"'{urn}' cannot be the name of a property; expected {PropertyUrn.Expected}");
            if (declarations.FirstOrDefault(declaration => declaration.Urn == urn) is not { } known) continue;
            if (!known.Subjects.Contains(subject))
                Add(pointer, $"'{urn}' is for {string.Join(" and ", known.Subjects.Select(Plural))}; expected it there alone");
            else if (ValueSchema.Parse(known.Schema) is not { Schema: { } schema }) Add(pointer, $"the schema of '{urn}' in registry.yaml is refused, so that no value can be checked; expected one that 'registry validate' accepts");
            else
                foreach (var fault in schema.Validate(value)) Add(pointer + fault.InstancePointer, $"'{urn}' {(fault.InstancePointer.Length == 0 ? "" : $"at {fault.InstancePointer} ")}breaks its schema: {fault.Message}");
        }

        void Add(string pointer, string message) => faults.Add(new ContractFault(ContractFaultKind.Property, pointer, message));
    }

    /// <summary>Checks declarations themselves.</summary>
    /// <param name="declarations">What <c>registry.yaml</c> says.</param>
    /// <param name="faults">Takes faults, with pointers into <c>registry.yaml</c>.</param>
    public static void Check(IReadOnlyList<PropertyDeclaration> declarations, ICollection<ContractFault> faults)
    {
        for (var i = 0; i < declarations.Count; i++)
            foreach (var fault in ValueSchema.Parse(declarations[i].Schema).Faults)
                faults.Add(new ContractFault(ContractFaultKind.Schema, $"/properties/{i}/schema{fault.SchemaPointer}", fault.Message));
    }

    private static string Plural(PropertySubject subject) => subject == PropertySubject.Entity ? "entities" : "versions";
}
