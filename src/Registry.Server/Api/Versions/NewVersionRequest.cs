using Registry.Client.Models;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Server.Api.Calls;
using Problem = Registry.Core.Rules.Problem;
using VersionFile = Registry.Core.Versions.VersionFile;

namespace Registry.Server.Api.Versions;

/// <summary>Turns what a caller says of a version into the request that every door makes.</summary>
internal static class NewVersionRequest
{
    /// <summary>The request.</summary>
    /// <exception cref="CallRefusedException">A value is none of its kind; every one is named.</exception>
    public static EmitRequest Read(EntityName entity, NewVersion version)
    {
        var reading = new Reading();
        var files = reading.Files(version.Files ?? []);
        var request = new EmitRequest
        {
            Entity = entity,
            SourceHash = reading.Parse("sourceHash", version.SourceHash, Digest.Parse)!,
            SemVer = version.SemVer,
            Name = version.Name,
            Description = version.Description,
            IconUrl = version.IconUrl,
            OwnerType = version.OwnerType is { } owner ? reading.Parse("ownerType", owner, OwnerTypes.Parse) : null,
            BaseVersion = version.BaseVersion is { } parent ? reading.Parse("baseVersion", parent, text => (VersionId?)VersionId.Parse(text)) : null,
            Source = version.Source is { } source ? new Core.Versions.SourceOrigin { Repository = source.Repository, Commit = source.Commit, Branch = source.Branch, Dirty = source.Dirty ?? false } : null,
            Channel = version.Channel,
            Changelog = version.Changelog,
            ChangelogUrl = version.ChangelogUrl,
            Dependencies = [.. (version.Dependencies ?? []).Select(reading.Dependency).OfType<Dependency>()],
            Files = files,
            Tags = version.Tags ?? [],
            Properties = version.Properties,
            Inputs = Of(version.Inputs),
            Outputs = Of(version.Outputs),
            Draft = version.Draft,
            Force = version.Force,
            SetActive = version.SetActive,
            CreatedAt = version.CreatedAt?.ToUniversalTime(),
        };
        reading.Finish();
        return request;
    }

    /// <summary>The files that are about to be uploaded.</summary>
    /// <exception cref="CallRefusedException">A value is none of its kind.</exception>
    public static (Digest SourceHash, IReadOnlyList<VersionFile> Files) Read(UploadRequest upload)
    {
        var reading = new Reading();
        var (hash, files) = (reading.Parse("sourceHash", upload.SourceHash, Digest.Parse), reading.Files(upload.Files));
        reading.Finish();
        return (hash!, files);
    }

    private static Core.Contracts.ContractSide? Of(ContractSide? side) => side is null ? null : new Core.Contracts.ContractSide(side.Schema, side.Bindings);

    private sealed class Reading
    {
        private readonly List<Problem> _problems = [];

        public T? Parse<T>(string key, string text, Func<string, T> parse)
        {
            try
            {
                return parse(text);
            }
            catch (FormatException error)
            {
                Add(RegistryRules.BadCall, $"'{key}': {error.Message}");
                return default;
            }
        }

        public Dependency? Dependency(VersionDependency dependency) =>
            Parse("dependencies.entity", dependency.Entity, EntityName.Parse) is { } entity
                ? new Dependency(entity, dependency.Version is { } version ? Parse("dependencies.version", version, text => (VersionId?)VersionId.Parse(text)) : null)
                : null;

        public List<VersionFile> Files(IReadOnlyList<Client.Models.VersionFile> files)
        {
            var read = files.Select(File).OfType<VersionFile>().ToList();
            foreach (var twice in read.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
                Add(RegistryRules.FileName, $"'{twice.Key}' is the name of {twice.Count()} files");
            return read;
        }

        public void Finish()
        {
            if (_problems.Count > 0) throw new CallRefusedException(_problems);
        }

        private VersionFile? File(Client.Models.VersionFile file)
        {
            if (!VersionFile.IsValidName(file.Name)) Add(RegistryRules.FileName, $"'{file.Name}' cannot be the name of a file; expected {VersionFile.ExpectedName}");
            else if (file.Size < 0) Add(RegistryRules.BadCall, $"'size' of '{file.Name}' is {file.Size}; expected at least 0");
            else if (!Digest.TryParseHex(file.Sha256, out var digest)) Add(RegistryRules.BadCall, $"'sha256' of '{file.Name}' is no digest; expected 64 lower-case hexadecimal digits");
            else return new VersionFile { Name = file.Name, Size = file.Size, Sha256 = digest, Platform = file.Platform, Architecture = file.Architecture, MediaType = file.MediaType };
            return null;
        }

        private void Add(Rule rule, string message) => _problems.Add(new Problem(rule, null, message));
    }
}
