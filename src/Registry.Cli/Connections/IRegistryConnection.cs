using System.Text.Json.Nodes;
using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Core.Channels;
using Registry.Core.Entities;
using Registry.Core.Installs;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;

namespace Registry.Cli.Connections;

/// <summary>
/// What commands ask of a registry, whether they speak to its repository or to a service. What is refused, and what cannot be done, is thrown as
/// <see cref="RegistryException"/>.
/// </summary>
internal interface IRegistryConnection : IDisposable
{
    Task<EntityDocument> ShowEntityAsync(EntityName entity, CancellationToken cancellationToken);

    Task<EntityDocument> CreateEntityAsync(EntityName entity, EntityChange change, CancellationToken cancellationToken);

    Task<EntityDocument> SetEntityAsync(EntityName entity, EntityChange change, CancellationToken cancellationToken);

    Task<ListDocument> ListAsync(ListCommand.Options options, CancellationToken cancellationToken);

    Task<VersionsDocument> VersionsAsync(VersionsCommand.Options options, CancellationToken cancellationToken);

    /// <summary>Everything about a version.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="withInternal">Whether internal properties are wanted too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ShownVersion> ShowAsync(VersionReference reference, bool withInternal, CancellationToken cancellationToken);

    /// <summary>What an install of a version comes to.</summary>
    Task<InstalledVersion> InstallAsync(InstallRequest request, CancellationToken cancellationToken);

    Task<ActiveDocument> ActiveAsync(ActiveCommand.Options options, CancellationToken cancellationToken);

    Task<LogDocument> LogAsync(LogCommand.Options options, CancellationToken cancellationToken);

    /// <summary>Adds a version.</summary>
    /// <param name="request">What is to become a version.</param>
    /// <param name="files">Its files.</param>
    /// <param name="wait">How long to wait for an inbox; <see langword="null"/> not to wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<EmitDocument> EmitAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, TimeSpan? wait, CancellationToken cancellationToken);

    Task<EmitDocument> RevertAsync(VersionReference reference, CancellationToken cancellationToken);

    Task<MoveAnswer> PromoteAsync(PromoteCommand.Options options, CancellationToken cancellationToken);

    Task<MoveAnswer> RollBackAsync(RollbackCommand.Options options, CancellationToken cancellationToken);

    Task<RecordDocument> AnnotateAsync(VersionReference reference, Annotation annotation, CancellationToken cancellationToken);

    Task<RecordDocument> ArchiveAsync(ArchiveCommand.Options options, CancellationToken cancellationToken);

    Task<RecordDocument> DeleteAsync(DeleteCommand.Options options, CancellationToken cancellationToken);

    /// <summary>Downloads files of a version.</summary>
    /// <param name="reference">The version.</param>
    /// <param name="isWanted">Which of its files.</param>
    /// <param name="directory">Where they are put.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<DownloadDocument> DownloadAsync(VersionReference reference, Func<VersionFile, bool> isWanted, string directory, CancellationToken cancellationToken);

    /// <summary>Makes a token, and gives its secret.</summary>
    Task<NewTokenDocument> CreateTokenAsync(TokenCommand.Options options, CancellationToken cancellationToken);

    Task<TokensDocument> ListTokensAsync(CancellationToken cancellationToken);

    Task DeleteTokenAsync(string id, CancellationToken cancellationToken);
}

/// <summary>A version with all that is known of it.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="ManifestSha">Digest of the manifest's bytes.</param>
/// <param name="State">Its state.</param>
/// <param name="Channels">The channels that point at it.</param>
/// <param name="Record">What people say of it.</param>
/// <param name="Release">What was published of it.</param>
internal sealed record ShownVersion(Manifest Manifest, string ManifestSha, string State, IReadOnlyList<string> Channels, VersionRecord Record, ReleaseRecord? Release);

/// <summary>What an install of a version comes to.</summary>
internal sealed record InstalledVersion(EntityName Entity, VersionId Version, string ManifestSha, JsonObject Inputs, JsonObject Outputs, InstallLock Lock)
{
    public JsonObject ToJson() => new()
    {
        ["entity"] = Entity.ToString(),
        ["version"] = Version.ToString(),
        ["manifestSha"] = ManifestSha,
        ["inputs"] = Inputs.DeepClone(),
        ["outputs"] = Outputs.DeepClone(),
        ["lock"] = InstallLockFormat.ToJson(Lock),
    };
}

/// <summary>What came of a move: it was made, or it is proposed.</summary>
/// <param name="Move">The move; of a proposal, only when the channel points there already.</param>
/// <param name="Proposal">The proposal.</param>
/// <param name="WhyNoPullRequest">Why a proposal has no pull request.</param>
internal sealed record MoveAnswer(MoveDocument? Move, ProposalDocument? Proposal = null, string? WhyNoPullRequest = null);

/// <summary>What of an entity's settings is to change; <see langword="null"/> leaves as it is, an empty text removes.</summary>
internal sealed record EntityChange(string? Description, IReadOnlyList<string> Owners, string? Visibility, string? Repository, string? DefaultChannel);

/// <summary>What is common to the documents of both.</summary>
internal static class Documenting
{
    public static HoldDocument? Hold(ChannelHold? hold) => hold is null ? null : new HoldDocument(hold.By, hold.Reason);

    public static RegistryException NoSuchFile(EntityName entity, string version, IReadOnlyList<string> names) =>
        new(RegistryRules.VersionNotFound, $"version {version} of {entity} has no such file; it has {(names.Count == 0 ? "none" : string.Join(", ", names))}");
}
