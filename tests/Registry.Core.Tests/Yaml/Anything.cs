using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Registry.Core.Channels;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Properties;
using Registry.Core.Releases;
using Registry.Core.Settings;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Tests.Yaml;

/// <summary>Random values of what files describe, with nasty texts wherever a text is free.</summary>
internal static class Anything
{
    private static readonly Gen<DateTimeOffset> s_times = Gen.Choose(0, int.MaxValue).Select(seconds => DateTimeOffset.FromUnixTimeSeconds(seconds));

    private static readonly Gen<VersionId> s_ids = s_times.Select(VersionId.From);

    private static readonly Gen<Digest> s_digests = Gen.Elements("00", "11", "9e", "1e", "af").Select(pair => Digest.Parse(Digest.Prefix + string.Concat(Enumerable.Repeat(pair, 32))));

    private static readonly Gen<string> s_names = Gen.Elements("a", "0", "10", "1e3", "y", "no", "on", "null", "true", "0x1", "1.0", "2026.11", "billing-api_2", "1_0", new string('b', 64));

    private static readonly Gen<EntityName> s_entities = s_names.SelectMany(ns => s_names.Select(name => EntityName.Parse($"{ns}/{name}")));

    private static readonly Gen<TimeSpan> s_soaks = Gen.Elements(0, 1, 60, 90, 3600, 86400, 315360000).Select(seconds => TimeSpan.FromSeconds(seconds));

    public static Gen<ChannelPointer> Channel { get; } =
        from version in s_ids
        from reason in NastyText.Optional
        from who in NastyText.Optional
        from why in NastyText.Optional
        select new ChannelPointer(version, reason, who is null ? null : new ChannelHold(who, why));

    public static Gen<VersionRecord> Record { get; } =
        from alias in Gen.Elements("summer", "no", "1e3", "0x1F", "1_0", "2026.11", "v1.4.0", "10", ".".PadLeft(2, '9')).Select(string? (text) => text).OrNull()
        from comment in NastyText.Any
        from unlisted in Gen.Elements(true, false)
        from archived in Deed.OrNull()
        from deed in Deed.OrNull()
        from ordinal in Gen.Choose(1, int.MaxValue)
        from sourceHash in s_digests
        select new VersionRecord { Alias = alias, Comment = comment, Unlisted = unlisted, Archived = archived, Deleted = deed is null ? null : new Tombstone(deed, ordinal, sourceHash) };

    public static Gen<ReleaseRecord> Release { get; } =
        from version in s_ids
        from host in Gen.Elements("directory", "github")
        from tag in NastyText.Any
        from id in NastyText.Optional
        from url in NastyText.Optional
        from at in s_times
        from files in FileNames.Where(names => names.Count > 0)
        from digest in s_digests
        select new ReleaseRecord { Version = version, Host = host, Tag = tag, ReleaseId = id, Url = url, PublishedAt = at, Files = [.. files.Select(name => new ReleasedFile(name, id, url, name.Length, digest))] };

    public static Gen<RegistrySettings> Settings { get; } =
        from name in s_names
        from channels in Gen.NonEmptyListOf(s_names).Select(names => names.Distinct(StringComparer.Ordinal).ToList())
        from soak in s_soaks
        from skew in s_soaks
        from path in NastyText.Optional.Where(path => path is null || !path.Split('/', '\\').Contains("..", StringComparer.Ordinal))
        from github in Gen.Elements(true, false)
        from allowed in Gen.Elements(true, false)
        from emits in Gen.Elements(EmitMode.Direct, EmitMode.Inbox)
        from schema in Members(2).Where(members => members.Count > 0)
        from isInternal in Gen.Elements(true, false)
        select new RegistrySettings
        {
            Name = name,
            DefaultChannel = channels[^1],
            Channels = [.. channels.Select((channel, index) => Policy(channel, index == 0 ? null : channels[index - 1], soak))],
            Releases = github ? new ReleaseSettings(ReleaseHostKind.GitHub, null, "acme/registry") : new ReleaseSettings(ReleaseHostKind.Directory, path, null),
            ClockSkew = skew,
            NewEntitiesAllowed = allowed,
            Emits = emits,
            Properties = [new PropertyDeclaration("urn:acme:tier", schema, isInternal ? [PropertySubject.Version, PropertySubject.Entity] : [PropertySubject.Entity], isInternal)],
        };

    public static Gen<EntitySettings> Entity { get; } =
        from description in NastyText.Optional
        from owners in Labels(_ => true)
        from visibility in Gen.Elements<string?>("private", "organization", "public", null)
        from repository in Gen.Elements<string?>(null, "https://example.com/x", "git@example.com:x", "1e3", "C:\\x: y")
        from channel in s_names
        from soak in s_soaks
        select new EntitySettings { Description = description, Owners = owners, Visibility = visibility, Repository = repository, DefaultChannel = channel, Channels = [Policy(channel, "from", soak)] };

    public static Gen<Manifest> Manifest { get; } =
        from head in s_entities.SelectMany(entity => s_ids.Select(id => (Entity: entity, Id: id)))
        from ordinal in Gen.Choose(1, int.MaxValue)
        from semver in Gen.Elements<string?>(null, "1.0.0", "1.4.0-beta.2+x", "10.20.30")
        from texts in Gen.ArrayOf(NastyText.Optional, 6)
        from createdBy in NastyText.Any
        from digest in s_digests
        from at in s_times
        from source in Source.OrNull()
        from dependencies in Gen.ListOf(s_entities).Select(entities => entities.Distinct().Select(entity => new Dependency(entity, ordinal % 2 == 0 ? head.Id : null)).ToList())
        from files in Files
        from tags in Labels(text => !text.Contains(',', StringComparison.Ordinal))
        from properties in Members(3).OrNull()
        from owner in Gen.Elements<OwnerType?>(null, OwnerType.Platform, OwnerType.Customer)
        from inputs in Side.OrNull()
        from outputs in Side.OrNull()
        select new Manifest
        {
            Entity = head.Entity, Version = head.Id, Ordinal = ordinal, Status = files.Count == 0 ? VersionStatus.Draft : VersionStatus.Listed,
            SemVer = semver, Name = texts[0], Description = texts[1], SourceHash = digest, CreatedAt = at, CreatedBy = createdBy, Source = source,
            Channel = head.Entity.Name, Changelog = texts[2], ChangelogUrl = semver is null ? null : "https://example.com/#" + semver,
            Dependencies = dependencies, Files = files, Tags = tags, Properties = properties, IconUrl = semver is null ? null : "https://example.com/icon.svg",
            OwnerType = owner, Inputs = inputs, Outputs = outputs,
        };

    private static Gen<Deed> Deed =>
        from who in NastyText.Any
        from reason in NastyText.Any
        from at in s_times
        select new Deed(who, reason, at);

    private static Gen<ContractSide> Side =>
        from schema in Members(3).Where(members => members.Count > 0)
        from bindings in NastyText.Optional
        select new ContractSide(schema, bindings);

    private static Gen<SourceOrigin> Source =>
        from commit in Gen.Elements<string?>(null, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "1234567", "12e5", "0e0")
        from branch in NastyText.Optional
        from dirty in Gen.Elements(true, false)
        select new SourceOrigin { Repository = commit is null ? null : "https://example.com/x", Commit = commit, Branch = branch, Dirty = dirty };

    private static Gen<List<string>> FileNames =>
        Gen.ListOf(Gen.Elements("a", "1", "1.0", "1e3", "no", "0x1", "2026-11-21", "x.y.z", "_", "-", "a-b", new string('9', 255)))
            .Select(names => names.Distinct(StringComparer.OrdinalIgnoreCase).ToList());

    private static Gen<List<VersionFile>> Files =>
        from names in FileNames
        from size in Gen.Elements(0L, 1L, 8L, long.MaxValue)
        from digest in s_digests
        from mediaType in NastyText.Optional
        select names.Select(name => new VersionFile { Name = name, Size = size, Sha256 = digest, Platform = size > 1 ? "linux" : null, MediaType = mediaType }).ToList();

    private static Gen<List<string>> Labels(Func<string, bool> isValid) =>
        Gen.ListOf(NastyText.Any.Where(text => ManifestFormat.IsLabel(text) && isValid(text))).Select(texts => texts.Distinct(StringComparer.Ordinal).ToList());

    private static Gen<JsonObject> Members(int depth) =>
        Gen.ListOf(NastyText.Any.Where(key => key.Length <= 128).SelectMany(key => Json(depth).Select(value => KeyValuePair.Create(key, value))))
            .Select(members => new JsonObject(members.DistinctBy(member => member.Key, StringComparer.Ordinal)));

    private static Gen<JsonNode?> Json(int depth)
    {
        var scalars = Gen.OneOf(
            NastyText.Any.Select(JsonNode? (text) => text),
            Gen.Elements(0L, -1L, long.MaxValue, long.MinValue).Select(JsonNode? (number) => number),
            Gen.Elements(0.1, -2.5, 1e300, -1e-300, 5e-324, 1e15, 123456789.125, double.MaxValue).Select(JsonNode? (number) => number),
            Gen.Elements("1.0", "1e5", "-0.0", "100.50", "0.10", "true", "null", "[]", "{}", "\"\"").Select(JsonNode? (json) => JsonNode.Parse(json)));
        if (depth == 0) return scalars;
        return Gen.OneOf(
            scalars,
            Members(depth - 1).Select(JsonNode? (members) => members),
            Gen.ListOf(Json(depth - 1)).Select(JsonNode? (items) => new JsonArray([.. items])));
    }

    private static ChannelPolicy Policy(string name, string? from, TimeSpan soak) => from is null
        ? new ChannelPolicy { Name = name, Advance = ChannelAdvance.Newest }
        : new ChannelPolicy { Name = name, Advance = ChannelAdvance.Soaked, From = from == name ? $"{from[..^1]}z" : from, Soak = soak };
}
