using System.Text.Json.Nodes;
using Registry.Core.Contracts;
using Registry.Core.Yaml;

namespace Registry.Core.Versions;

/// <summary>A manifest as JSON, with the file's keys in the file's order.</summary>
public static class ManifestJson
{
    /// <summary>The JSON object of a manifest; absent keys are absent.</summary>
    public static JsonObject ToJson(Manifest manifest)
    {
        var json = new JsonObject();
        Add("apiVersion", FileFormat.ApiVersion);
        Add("kind", ManifestFormat.Kind);
        Add("entity", manifest.Entity.ToString());
        Add("version", manifest.Version.ToString());
        json["ordinal"] = manifest.Ordinal;
        Add("status", ManifestFormat.Format(manifest.Status));
        Add("semver", manifest.SemVer);
        Add("name", manifest.Name);
        Add("description", manifest.Description);
        Add("iconUrl", manifest.IconUrl);
        Add("ownerType", manifest.OwnerType is { } owner ? OwnerTypes.Format(owner) : null);
        Add("sourceHash", manifest.SourceHash.ToString());
        Add("baseVersion", manifest.BaseVersion?.ToString());
        Add("createdAt", ManifestFormat.FormatTime(manifest.CreatedAt));
        Add("createdBy", manifest.CreatedBy);
        if (manifest.Source is { } source) json["source"] = Source(source);
        Add("channel", manifest.Channel);
        Add("changelog", manifest.Changelog);
        Add("changelogUrl", manifest.ChangelogUrl);
        if (manifest.Dependencies.Count > 0) json["dependencies"] = new JsonArray([.. manifest.Dependencies.Select(Dependency)]);
        if (manifest.Files.Count > 0) json["files"] = new JsonArray([.. manifest.Files.Select(File)]);
        if (manifest.Tags.Count > 0) json["tags"] = new JsonArray([.. manifest.Tags.Select(tag => JsonValue.Create(tag))]);
        if (manifest.Properties is { Count: > 0 } properties) json["properties"] = properties.DeepClone();
        if (manifest.Inputs is { } inputs) json["inputs"] = ContractSideFormat.ToJson(inputs);
        if (manifest.Outputs is { } outputs) json["outputs"] = ContractSideFormat.ToJson(outputs);
        return json;

        void Add(string key, string? value)
        {
            if (value is not null) json[key] = value;
        }
    }

    private static JsonObject Source(SourceOrigin source)
    {
        var json = new JsonObject();
        if (source.Repository is not null) json["repository"] = source.Repository;
        if (source.Commit is not null) json["commit"] = source.Commit;
        if (source.Branch is not null) json["branch"] = source.Branch;
        if (source.Dirty) json["dirty"] = true;
        return json;
    }

    private static JsonObject Dependency(Dependency dependency)
    {
        var json = new JsonObject { ["entity"] = dependency.Entity.ToString() };
        if (dependency.Version is { } version) json["version"] = version.ToString();
        return json;
    }

    private static JsonObject File(VersionFile file)
    {
        var json = new JsonObject { ["name"] = file.Name, ["size"] = file.Size, ["sha256"] = file.Sha256.Hex };
        if (file.Platform is not null) json["platform"] = file.Platform;
        if (file.Architecture is not null) json["architecture"] = file.Architecture;
        if (file.MediaType is not null) json["mediaType"] = file.MediaType;
        return json;
    }
}
