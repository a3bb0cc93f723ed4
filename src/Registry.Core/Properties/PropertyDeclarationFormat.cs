using System.Diagnostics.CodeAnalysis;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Properties;

/// <summary>Reads and writes what <c>registry.yaml</c> says of properties.</summary>
internal static class PropertyDeclarationFormat
{
    private const string Subjects = "x-subject-types";

    private const string Internal = "x-internal";

    private const string ExpectedSubject = "version or entity";

    public static IReadOnlyList<PropertyDeclaration> Read(ObjectReader reader, string key)
    {
        var declarations = reader.Mappings(key, ReadOne);
        foreach (var twice in declarations.GroupBy(declaration => declaration.Urn, StringComparer.Ordinal).Where(group => group.Count() > 1))
            reader.Complain(RegistryRules.WrongValue, key, $"'{twice.Key}' is declared {twice.Count()} times; expected each property once");
        return declarations;
    }

    public static void Write(CanonicalYamlWriter yaml, PropertyDeclaration declaration) => yaml
        .Text("urn", declaration.Urn)
        .Texts(Subjects, [.. declaration.Subjects.Select(subject => subject.ToString().ToLowerInvariant())])
        .Plain(Internal, declaration.IsInternal ? "true" : null)
        .Members("schema", declaration.Schema);

    private static PropertyDeclaration? ReadOne(ObjectReader reader)
    {
        var urn = reader.Value<string>("urn", PropertyUrn.Expected, ManifestFormat.Checked(PropertyUrn.IsValid), required: true);
        var subjects = reader.Texts(Subjects, ExpectedSubject, text => TryParse(text, out _));
        var isInternal = reader.Boolean(Internal) ?? false;
        var schema = reader.Json("schema");
        if (!reader.Has(Subjects)) reader.Complain(RegistryRules.MissingKey, Subjects, $"the key '{Subjects}' is missing; expected a list of {ExpectedSubject}");
        if (!reader.Has("schema")) reader.Complain(RegistryRules.MissingKey, "schema", "the key 'schema' is missing");
        if (urn is not null && PropertyUrn.IsDraft(urn) && !isInternal) reader.Complain(RegistryRules.WrongValue, "urn", $"'{urn}' is experimental, as 'draft/' says; expected '{Internal}: true' beside it");
        reader.Finish();
        return urn is null || schema is null ? null : new PropertyDeclaration(urn, schema, [.. subjects.Select(text => TryParse(text, out var subject) ? subject.Value : default)], isInternal);
    }

    private static bool TryParse(string text, [NotNullWhen(true)] out PropertySubject? subject)
    {
        subject = text switch { "version" => PropertySubject.Version, "entity" => PropertySubject.Entity, _ => null };
        return subject is not null;
    }
}
