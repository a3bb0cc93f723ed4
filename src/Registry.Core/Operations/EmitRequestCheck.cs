using Registry.Core.Rules;
using Registry.Core.Settings;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>What can be wrong with an emit request before anything of the entity is known.</summary>
internal static class EmitRequestCheck
{
    public static List<Problem> Check(EmitRequest request, RegistrySettings settings)
    {
        List<Problem> problems = [];
        CheckFiles(request, problems);
        if (request.SemVer is { } semver && !ManifestFormat.IsSemVer(semver)) Add(RegistryRules.BadRequest, $"the SemVer '{semver}'; expected {ManifestFormat.ExpectedSemVer}");
        foreach (var tag in request.Tags.Where(tag => !ManifestFormat.IsTag(tag))) Add(RegistryRules.BadRequest, $"the tag '{tag}'; expected {ManifestFormat.ExpectedTag}");
        foreach (var twice in request.Dependencies.GroupBy(dependency => dependency.Entity).Where(group => group.Count() > 1))
            Add(RegistryRules.BadRequest, $"{twice.Key} stands {twice.Count()} times among the dependencies");
        if (request.Channel is { } channel && settings.Channels.All(policy => policy.Name != channel))
            Add(RegistryRules.ChannelUnknown, $"there is no channel '{channel}'; declared are {string.Join(", ", settings.Channels.Select(policy => policy.Name))}");
        if (request is { SetActive: true, Draft: true }) Add(RegistryRules.ChannelState, "a draft cannot be the active version");
        return problems;

        void Add(Rule rule, string message) => problems.Add(new Problem(rule, null, message));
    }

    private static void CheckFiles(EmitRequest request, List<Problem> problems)
    {
        if (request.Files.Count == 0 && !request.Draft) Add(RegistryRules.NoFiles, $"an emit of {request.Entity} without files");
        foreach (var file in request.Files)
        {
            if (!VersionFile.IsValidName(file.Name)) Add(RegistryRules.FileName, $"'{file.Name}' cannot be the name of a file; expected {VersionFile.ExpectedName}");
            if (file.Platform is { } platform && !VersionFile.Platforms.Contains(platform)) Add(RegistryRules.BadRequest, $"the platform '{platform}'; expected windows, linux or macos");
            if (file.Architecture is { } architecture && !VersionFile.Architectures.Contains(architecture)) Add(RegistryRules.BadRequest, $"the architecture '{architecture}'; expected x86, x64 or arm64");
        }

        foreach (var twice in request.Files.GroupBy(file => file.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            Add(RegistryRules.FileName, $"'{twice.Key}' is attached {twice.Count()} times");

        void Add(Rule rule, string message) => problems.Add(new Problem(rule, null, message));
    }
}
