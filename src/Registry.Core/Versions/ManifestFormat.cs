using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using NuGet.Versioning;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Yaml;

namespace Registry.Core.Versions;

/// <summary>Reads and writes manifests.</summary>
public static partial class ManifestFormat
{
    /// <summary>The kind of a manifest.</summary>
    public const string Kind = "Version";

    /// <summary>What a tag looks like, for messages.</summary>
    public const string ExpectedTag = "1 to 128 printable characters without commas, and no space at either end";

    /// <summary>What a SemVer looks like, for messages.</summary>
    public const string ExpectedSemVer = "a SemVer 2.0.0 version such as 1.4.0-beta.2";

    internal const string ExpectedTime = "a UTC time such as 2026-11-21T10:43:01Z";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The one form of a time in files: UTC, whole seconds.</summary>
    public static string FormatTime(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>Whether a text is a SemVer 2.0.0 version.</summary>
    public static bool IsSemVer(string text) => LooksLikeSemVer(text) && SemanticVersion.TryParse(text, out _);

    /// <summary>Whether a text may be a tag.</summary>
    public static bool IsTag(string text) =>
        IsLabel(text) && !text.Contains(',', StringComparison.Ordinal);

    /// <summary>Reads a manifest strictly.</summary>
    /// <param name="path">Path for complaints.</param>
    /// <param name="content">The file's bytes.</param>
    public static Parsed<Manifest> Read(string path, ReadOnlyMemory<byte> content)
    {
        List<Problem> problems = [];
        var manifest = ObjectReader.Open(path, content, problems) is { } reader ? Read(reader, problems) : null;
        return new Parsed<Manifest>(problems.Count == 0 ? manifest : null, problems);
    }

    /// <summary>The canonical bytes of a manifest.</summary>
    public static byte[] Write(Manifest manifest) => new CanonicalYamlWriter()
        .Plain("apiVersion", FileFormat.ApiVersion)
        .Plain("kind", Kind)
        .Text("entity", manifest.Entity.ToString())
        .Plain("version", manifest.Version.ToString())
        .Number("ordinal", manifest.Ordinal)
        .Plain("status", Format(manifest.Status))
        .Text("semver", manifest.SemVer)
        .Text("name", manifest.Name)
        .Text("description", manifest.Description)
        .Text("iconUrl", manifest.IconUrl)
        .Plain("ownerType", manifest.OwnerType is { } owner ? OwnerTypes.Format(owner) : null)
        .Plain("sourceHash", manifest.SourceHash.ToString())
        .Plain("baseVersion", manifest.BaseVersion?.ToString())
        .Plain("createdAt", FormatTime(manifest.CreatedAt))
        .Text("createdBy", manifest.CreatedBy)
        .Mapping("source", manifest.Source, static (yaml, source) => yaml
            .Text("repository", source.Repository)
            .Text("commit", source.Commit)
            .Text("branch", source.Branch)
            .Plain("dirty", source.Dirty ? "true" : null))
        .Text("channel", manifest.Channel)
        .Text("changelog", manifest.Changelog)
        .Text("changelogUrl", manifest.ChangelogUrl)
        .Mappings("dependencies", manifest.Dependencies, static (yaml, dependency) => yaml
            .Text("entity", dependency.Entity.ToString())
            .Plain("version", dependency.Version?.ToString()))
        .Mappings("files", manifest.Files, static (yaml, file) => yaml
            .Text("name", file.Name)
            .Number("size", file.Size)
            .Text("sha256", file.Sha256.Hex)
            .Plain("platform", file.Platform)
            .Plain("architecture", file.Architecture)
            .Text("mediaType", file.MediaType))
        .Texts("tags", manifest.Tags)
        .Members("properties", manifest.Properties)
        .Mapping("inputs", manifest.Inputs, ContractSideFormat.Write)
        .Mapping("outputs", manifest.Outputs, ContractSideFormat.Write)
        .ToBytes();

    /// <summary>How a status is written.</summary>
    public static string Format(VersionStatus status) => status == VersionStatus.Draft ? "draft" : "listed";

    /// <summary>Whether a text has the form of SemVer 2.0.0, however large its numbers are.</summary>
    internal static bool LooksLikeSemVer(string text) => text.Length <= 256 && SemVerForm().IsMatch(text);

    /// <summary>Whether a text has 1 to 128 characters, no control character, and no space at either end.</summary>
    internal static bool IsLabel(string text) =>
        text.Length is > 0 and <= 256 && text.EnumerateRunes().Count() <= 128 && !text.Any(char.IsControl) && text.Trim() == text;

    internal static bool TryParseTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    internal static bool TryParseId(string text, out VersionId id) => VersionId.TryParse(text, out id);

    private static Manifest? Read(ObjectReader reader, List<Problem> problems)
    {
        reader.Header(Kind);
        var entity = reader.Value<EntityName>("entity", $"namespace/name, each {NameRule.Expected}", EntityName.TryParse, required: true);
        var version = reader.Struct<VersionId>("version", VersionId.Expected, TryParseId, required: true);
        var ordinal = reader.Integer("ordinal", 1, int.MaxValue, required: true);
        var status = reader.Struct<VersionStatus>("status", "'listed' or 'draft'", TryParseStatus, required: true);
        var semver = reader.Value<string>("semver", ExpectedSemVer, Checked(IsSemVer));
        var name = reader.Text("name");
        var description = reader.Text("description");
        var iconUrl = reader.Value<string>("iconUrl", WebAddress.Expected, Checked(WebAddress.IsPublic));
        var ownerType = reader.Struct<OwnerType>("ownerType", OwnerTypes.Expected, OwnerTypes.TryParse);
        var sourceHash = reader.Value<Digest>("sourceHash", Digest.Expected, Digest.TryParse, required: true);
        var baseVersion = reader.Struct<VersionId>("baseVersion", VersionId.Expected, TryParseId);
        var createdAt = reader.Struct<DateTimeOffset>("createdAt", ExpectedTime, TryParseTime, required: true);
        var createdBy = reader.Text("createdBy", required: true);
        var source = reader.Mapping("source") is { } origin ? ReadSource(origin) : null;
        var channel = reader.Value<string>("channel", $"a channel name, {NameRule.Expected}", Checked(text => NameRule.IsValid(text)));
        var changelog = reader.Text("changelog");
        var changelogUrl = reader.Value<string>("changelogUrl", WebAddress.Expected, Checked(WebAddress.IsPublic));
        var dependencies = ReadDependencies(reader);
        var files = reader.Mappings("files", ReadFile);
        var tags = reader.Texts("tags", ExpectedTag, IsTag);
        var properties = reader.Json("properties");
        var inputs = ContractSideFormat.Read(reader, "inputs");
        var outputs = ContractSideFormat.Read(reader, "outputs");

        CheckFiles(reader, files, status);
        if (baseVersion is { } older && version is { } id && older >= id)
            reader.Complain(RegistryRules.BaseVersion, "baseVersion", $"'baseVersion' {older} is not older than the version; expected an id before {id}");
        reader.Finish();
        if (problems.Count > 0) return null;

        return new Manifest
        {
            Entity = entity!,
            Version = version!.Value,
            Ordinal = (int)ordinal!.Value,
            Status = status!.Value,
            SemVer = semver,
            Name = name,
            Description = description,
            IconUrl = iconUrl,
            OwnerType = ownerType,
            SourceHash = sourceHash!,
            BaseVersion = baseVersion,
            CreatedAt = createdAt!.Value,
            CreatedBy = createdBy!,
            Source = source,
            Channel = channel,
            Changelog = changelog,
            ChangelogUrl = changelogUrl,
            Dependencies = dependencies,
            Files = files,
            Tags = tags,
            Properties = properties,
            Inputs = inputs,
            Outputs = outputs,
        };
    }

    private static SourceOrigin ReadSource(ObjectReader reader)
    {
        var source = new SourceOrigin
        {
            Repository = reader.Value<string>("repository", WebAddress.ExpectedRepository, Checked(WebAddress.HasNoCredentials)),
            Commit = reader.Text("commit"),
            Branch = reader.Text("branch"),
            Dirty = reader.Boolean("dirty") ?? false,
        };
        reader.Finish();
        return source;
    }

    internal static IReadOnlyList<Dependency> ReadDependencies(ObjectReader reader)
    {
        var dependencies = reader.Mappings("dependencies", ReadDependency);
        if (dependencies.DistinctBy(dependency => dependency.Entity).Count() < dependencies.Count)
            reader.Complain(RegistryRules.WrongValue, "dependencies", "an entity stands twice among the dependencies; expected each once");
        return dependencies;
    }

    private static Dependency? ReadDependency(ObjectReader reader)
    {
        var entity = reader.Value<EntityName>("entity", "namespace/name", EntityName.TryParse, required: true);
        var version = reader.Struct<VersionId>("version", VersionId.Expected, TryParseId);
        reader.Finish();
        return entity is null ? null : new Dependency(entity, version);
    }

    private static VersionFile? ReadFile(ObjectReader reader)
    {
        var name = reader.Value<string>("name", VersionFile.ExpectedName, Checked(VersionFile.IsValidName), required: true, RegistryRules.FileName);
        var size = reader.Integer("size", 0, long.MaxValue, required: true);
        var sha256 = reader.Value<Digest>("sha256", "64 lower-case hexadecimal digits", Digest.TryParseHex, required: true);
        var platform = reader.Value<string>("platform", "windows, linux or macos", Checked(VersionFile.Platforms.Contains));
        var architecture = reader.Value<string>("architecture", "x86, x64 or arm64", Checked(VersionFile.Architectures.Contains));
        var mediaType = reader.Text("mediaType");
        reader.Finish();
        return name is null || size is null || sha256 is null
            ? null
            : new VersionFile { Name = name, Size = size.Value, Sha256 = sha256, Platform = platform, Architecture = architecture, MediaType = mediaType };
    }

    private static void CheckFiles(ObjectReader reader, IReadOnlyList<VersionFile> files, VersionStatus? status)
    {
        if (!reader.Has("files") && status == VersionStatus.Listed)
            reader.Complain(RegistryRules.NoFiles, "files", "a listed version without files; expected at least one");
        if (files.DistinctBy(file => file.Name, StringComparer.OrdinalIgnoreCase).Count() < files.Count)
            reader.Complain(RegistryRules.FileName, "files", "two files whose names are equal or differ only in case; expected each name once");
    }

    private static bool TryParseStatus(string text, out VersionStatus status)
    {
        status = text == "draft" ? VersionStatus.Draft : VersionStatus.Listed;
        return text is "draft" or "listed";
    }

    internal static TryParse<string> Checked(Func<string, bool> isValid) =>
        (string text, [MaybeNullWhen(false)] out string value) =>
        {
            value = isValid(text) ? text : null;
            return value is not null;
        };

    // https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string
    [GeneratedRegex(@"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SemVerForm();
}
