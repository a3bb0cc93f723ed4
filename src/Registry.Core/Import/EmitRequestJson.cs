using System.Text.Json;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Import;

/// <summary>What one line of a bulk load says.</summary>
/// <param name="Request">The emit request.</param>
/// <param name="Version">The id that the version has to get; allocated when <see langword="null"/>.</param>
public sealed record ImportItem(EmitRequest Request, VersionId? Version);

/// <summary>Emit requests as JSON, one a line: for <c>import</c> and <c>export</c>, and for what waits in an outbox.</summary>
public static class EmitRequestJson
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">The text is no request; the message says what is wrong.</exception>
    public static ImportItem Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var line = JsonSerializer.Deserialize(json, EmitLineContext.Default.EmitLine) ?? throw new FormatException("null; expected a JSON object");
            return ToItem(line);
        }
        catch (JsonException error)
        {
            throw new FormatException($"no emit request: {error.Message}", error);
        }
    }

    /// <summary>Writes a request on one line, without a line feed.</summary>
    public static byte[] Format(EmitRequest request) => Format(new ImportItem(request, null));

    /// <summary>Writes a version as the request that gives it again, on one line, without a line feed.</summary>
    /// <param name="manifest">The version.</param>
    /// <param name="force">Whether an older version has the same source hash, so that only force gives this one too.</param>
    public static byte[] Format(Manifest manifest, bool force = false) =>
        Format(new ImportItem(EmitRequest.From(manifest) with { Force = force }, manifest.Version));

    private static byte[] Format(ImportItem item)
    {
        var request = item.Request;
        var line = new EmitLine
        {
            Entity = request.Entity.ToString(),
            Version = item.Version?.ToString(),
            Status = request.Draft ? "draft" : null,
            Semver = request.SemVer,
            Name = request.Name,
            Description = request.Description,
            IconUrl = request.IconUrl,
            OwnerType = request.OwnerType is { } owner ? OwnerTypes.Format(owner) : null,
            SourceHash = request.SourceHash.ToString(),
            BaseVersion = request.BaseVersion?.ToString(),
            CreatedAt = request.CreatedAt is { } time ? ManifestFormat.FormatTime(time) : null,
            CreatedBy = request.CreatedBy,
            Source = ToLine(request.Source),
            Channel = request.Channel,
            Changelog = request.Changelog,
            ChangelogUrl = request.ChangelogUrl,
            Dependencies = ToLines(request.Dependencies),
            BuiltFrom = ToLines(request.BuiltFrom),
            Files = ToLines(request.Files),
            Tags = request.Tags.Count == 0 ? null : request.Tags,
            Properties = request.Properties,
            Inputs = ToLine(request.Inputs),
            Outputs = ToLine(request.Outputs),
            Force = request.Force ? true : null,
            SetActive = request.SetActive ? true : null,
        };
        return JsonSerializer.SerializeToUtf8Bytes(line, EmitLineContext.Default.EmitLine);
    }

    private static ImportItem ToItem(EmitLine line)
    {
        var request = new EmitRequest
        {
            Entity = EntityName.Parse(line.Entity ?? throw Missing("entity")),
            SourceHash = Digest.Parse(line.SourceHash ?? throw Missing("sourceHash")),
            SemVer = line.Semver,
            Name = line.Name,
            Description = line.Description,
            IconUrl = line.IconUrl,
            OwnerType = line.OwnerType is { } owner ? OwnerTypes.Parse(owner) : null,
            BaseVersion = line.BaseVersion is { } parent ? VersionId.Parse(parent) : null,
            CreatedAt = line.CreatedAt is { } time ? ParseTime(time) : null,
            CreatedBy = line.CreatedBy,
            Source = line.Source is { } source
                ? new SourceOrigin { Repository = source.Repository, Commit = source.Commit, Branch = source.Branch, Dirty = source.Dirty ?? false }
                : null,
            Channel = line.Channel,
            Changelog = line.Changelog,
            ChangelogUrl = line.ChangelogUrl,
            Dependencies = [.. (line.Dependencies ?? []).Select(ToDependency)],
            BuiltFrom = [.. (line.BuiltFrom ?? []).Select(source => new SourceDependency(EntityName.Parse(source.Entity), [.. source.SourceHashes.Select(Digest.Parse)]))],
            Files = [.. (line.Files ?? []).Select(ToFile)],
            Tags = line.Tags ?? [],
            Properties = line.Properties,
            Inputs = ToSide(line.Inputs),
            Outputs = ToSide(line.Outputs),
            Draft = line.Status switch
            {
                null or "listed" => false,
                "draft" => true,
                _ => throw new FormatException($"'status' is '{line.Status}'; expected listed or draft"),
            },
            Force = line.Force ?? false,
            SetActive = line.SetActive ?? false,
        };
        return new ImportItem(request, line.Version is { } id ? VersionId.Parse(id) : null);
    }

    private static Dependency ToDependency(DependencyLine line) =>
        new(EntityName.Parse(line.Entity), line.Version is { } version ? VersionId.Parse(version) : null);

    private static VersionFile ToFile(FileLine line) => new()
    {
        Name = line.Name,
        Size = line.Size >= 0 ? line.Size : throw new FormatException($"'size' of '{line.Name}' is {line.Size}; expected at least 0"),
        Sha256 = Digest.TryParseHex(line.Sha256, out var digest) ? digest : throw new FormatException($"'sha256' of '{line.Name}' is '{line.Sha256}'; expected 64 lower-case hexadecimal digits"),
        Platform = line.Platform,
        Architecture = line.Architecture,
        MediaType = line.MediaType,
    };

    private static SourceLine? ToLine(SourceOrigin? source) =>
        source is null ? null : new SourceLine(source.Repository, source.Commit, source.Branch, source.Dirty ? true : null);

    private static ContractSideLine? ToLine(ContractSide? side) => side is null ? null : new ContractSideLine(side.Schema, side.Bindings);

    private static ContractSide? ToSide(ContractSideLine? line) => line is null ? null : new ContractSide(line.Schema, line.Bindings);

    private static List<DependencyLine>? ToLines(IReadOnlyList<Dependency> dependencies) =>
        dependencies.Count == 0 ? null : [.. dependencies.Select(dependency => new DependencyLine(dependency.Entity.ToString(), dependency.Version?.ToString()))];

    private static List<SourceDependencyLine>? ToLines(IReadOnlyList<SourceDependency> sources) =>
        sources.Count == 0 ? null : [.. sources.Select(source => new SourceDependencyLine(source.Entity.ToString(), [.. source.SourceHashes.Select(hash => hash.ToString())]))];

    private static List<FileLine>? ToLines(IReadOnlyList<VersionFile> files) =>
        files.Count == 0 ? null : [.. files.Select(file => new FileLine(file.Name, file.Size, file.Sha256.Hex, file.Platform, file.Architecture, file.MediaType))];

    private static DateTimeOffset ParseTime(string text) => ManifestFormat.TryParseTime(text, out var time)
        ? time
        : throw new FormatException($"'createdAt' is '{text}'; expected {ManifestFormat.ExpectedTime}");

    private static FormatException Missing(string key) => new($"the key '{key}' is missing");
}
