using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Contracts;

/// <summary>Reads contract files: the keys of a manifest that are no matter of a single build.</summary>
public static class ContractDocumentFormat
{
    /// <summary>The kind of the file.</summary>
    public const string Kind = "Contract";

    /// <summary>Reads the file strictly. Whether its schemas and expressions are accepted is for <see cref="ContractCheck"/>.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<ContractDocument> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var document = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader) : null;
        return new Parsed<ContractDocument>(problems.Count == 0 ? document : null, problems);
    }

    /// <summary>Reads the file strictly, and checks what of its schemas and expressions can be told without a registry, so that faults have their lines.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<ContractDocument> ReadChecked(string path, ReadOnlyMemory<byte> content)
    {
        var parsed = Read(path, content);
        if (parsed.Value is not { } document) return parsed;
        var problems = ContractCheck.Problems(ContractCheck.Check(document), path, content).ToList();
        return new Parsed<ContractDocument>(problems.Count == 0 ? document : null, problems);
    }

    private static ContractDocument Read(ObjectReader reader)
    {
        reader.Header(Kind);
        var document = new ContractDocument
        {
            Name = reader.Text("name"),
            Description = reader.Text("description"),
            IconUrl = reader.Value<string>("iconUrl", WebAddress.Expected, ManifestFormat.Checked(WebAddress.IsPublic)),
            OwnerType = reader.Struct<OwnerType>("ownerType", OwnerTypes.Expected, OwnerTypes.TryParse),
            Dependencies = ManifestFormat.ReadDependencies(reader),
            Tags = reader.Texts("tags", ManifestFormat.ExpectedTag, ManifestFormat.IsTag),
            Properties = reader.Json("properties"),
            Inputs = ContractSideFormat.Read(reader, "inputs"),
            Outputs = ContractSideFormat.Read(reader, "outputs"),
        };
        reader.Finish();
        return document;
    }
}
