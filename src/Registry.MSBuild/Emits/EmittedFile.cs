using System.Text.Json;
using System.Text.Json.Serialization;
using Registry.Core.Sources;
using Registry.Git.Processes;
using Registry.MSBuild.Inputs;

namespace Registry.MSBuild.Emits;

/// <summary>The file <c>registry.json</c> under <c>obj</c>, which says what became of the last emit.</summary>
/// <param name="Settings">Whose emit it was.</param>
/// <param name="Kind">build, pack or publish.</param>
/// <param name="SourceHash">The source hash.</param>
internal sealed record EmittedFile(EmitSettings Settings, string Kind, Digest SourceHash)
{
    private const string Name = "registry.json";

    /// <summary>Writes the file.</summary>
    public void Write(EmitReport report)
    {
        var version = report.Outcome;
        var document = new EmittedDocument(
            report.Name, Settings.Entity.ToString(), version?.Version.ToString(), version?.Ordinal, Kind, SourceHash.ToString(), GitUrl.Redact(Settings.Registry));
        StateFile.Write(Path.Combine(Settings.State, Name), JsonSerializer.Serialize(document, EmittedContext.Default.EmittedDocument) + "\n");
    }
}

/// <summary>What the file says.</summary>
internal sealed record EmittedDocument(string Outcome, string Entity, string? Version, int? Ordinal, string Kind, string SourceHash, string Registry);

/// <summary>Generated writing of the file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(EmittedDocument))]
internal sealed partial class EmittedContext : JsonSerializerContext;
