using Registry.Cli.Commands;
using Registry.Cli.Output;
using Registry.Client.Calls;
using Registry.Client.Models;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Versions;
using VersionResult = Registry.Client.Models.VersionResult;

namespace Registry.Cli.Connections;

/// <summary>What is written of entities, versions and tokens.</summary>
internal sealed partial class ServiceConnection
{
    /// <inheritdoc/>
    public Task<EntityDocument> CreateEntityAsync(EntityName entity, EntityChange change, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var made = new NewEntity { Entity = entity.ToString(), Description = change.Description, Owners = OwnersOf(change), Visibility = change.Visibility, Repository = change.Repository, DefaultChannel = change.DefaultChannel };
        return DocumentOf(await _client.Entities.CreateAsync(made, cancellationToken));
    });

    /// <inheritdoc/>
    public Task<EntityDocument> SetEntityAsync(EntityName entity, EntityChange change, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var content = new EntityContent { Description = change.Description, Owners = OwnersOf(change), Visibility = change.Visibility, Repository = change.Repository, DefaultChannel = change.DefaultChannel };
        return DocumentOf(await _client.Entities.ChangeAsync(entity.ToString(), content, cancellationToken));
    });

    /// <inheritdoc/>
    public Task<EmitDocument> EmitAsync(EmitRequest request, IReadOnlyList<FileToAttach> files, TimeSpan? wait, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var version = new NewVersion
        {
            SourceHash = request.SourceHash.ToString(),
            SemVer = request.SemVer,
            Name = request.Name,
            Description = request.Description,
            IconUrl = request.IconUrl,
            OwnerType = request.OwnerType is { } owner ? OwnerTypes.Format(owner) : null,
            BaseVersion = request.BaseVersion?.ToString(),
            Source = request.Source is { } source ? new Client.Models.SourceOrigin { Repository = source.Repository, Commit = source.Commit, Branch = source.Branch, Dirty = source.Dirty ? true : null } : null,
            Channel = request.Channel,
            Changelog = request.Changelog,
            ChangelogUrl = request.ChangelogUrl,
            Dependencies = [.. request.Dependencies.Select(dependency => new VersionDependency { Entity = dependency.Entity.ToString(), Version = dependency.Version?.ToString() })],
            Tags = request.Tags,
            Properties = request.Properties,
            Inputs = SideOf(request.Inputs),
            Outputs = SideOf(request.Outputs),
            Draft = request.Draft,
            Force = request.Force,
            SetActive = request.SetActive,
        };
        var uploads = files.Select(file => new FileUpload(file.Path) { Platform = file.File.Platform, Architecture = file.File.Architecture }).ToList();
        return DocumentOf(await _client.Uploads.UploadAsync(request.Entity.ToString(), version, uploads, cancellationToken));
    });

    private static ContractSide? SideOf(Core.Contracts.ContractSide? side) => side is null ? null : new ContractSide { Schema = side.Schema, Bindings = side.Bindings };

    /// <inheritdoc/>
    public Task<EmitDocument> RevertAsync(VersionReference reference, CancellationToken cancellationToken) => AskAsync(async () =>
        DocumentOf(await _client.Versions.RevertAsync(reference.Entity.ToString(), await SelectorAsync(reference, cancellationToken), cancellationToken)));

    /// <inheritdoc/>
    public Task<RecordDocument> AnnotateAsync(VersionReference reference, Annotation annotation, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var change = new VersionChange { Alias = annotation.Alias, Comment = annotation.Comment, Status = annotation.Status is { } state ? Commands.VersionResult.StateText(state) : null };
        return RecordOf(await _client.Versions.ChangeAsync(reference.Entity.ToString(), await SelectorAsync(reference, cancellationToken), change, cancellationToken));
    });

    /// <inheritdoc/>
    public Task<RecordDocument> ArchiveAsync(ArchiveCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var (entity, selector) = (options.Reference.Entity.ToString(), await SelectorAsync(options.Reference, cancellationToken));
        return RecordOf(options.Archive ? await _client.Versions.ArchiveAsync(entity, selector, options.Reason, cancellationToken) : await _client.Versions.UnarchiveAsync(entity, selector, options.Reason, cancellationToken));
    });

    /// <inheritdoc/>
    public Task<RecordDocument> DeleteAsync(DeleteCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var entity = options.Reference.Entity.ToString();
        // By its id: a reference may stand for another version by then.
        var version = await _client.Versions.GetAsync(entity, await SelectorAsync(options.Reference, cancellationToken), cancellationToken);
        var commit = await _client.Versions.DeleteAsync(entity, version.Id, options.Reason, cancellationToken);
        return new RecordDocument("changed", entity, version.Id, Commands.VersionResult.StateText(VersionState.Deleted), null, commit);
    });

    /// <inheritdoc/>
    public Task<NewTokenDocument> CreateTokenAsync(TokenCommand.Options options, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        var token = new NewToken { Description = options.Description, Administrator = options.Administrator, Person = options.Person?.ToString(), ExpiresAt = _context.Time.GetUtcNow() + options.Expires };
        var made = await _client.Tokens.CreateAsync(token, cancellationToken);
        return new NewTokenDocument(made.Id, made.Secret!);
    });

    /// <inheritdoc/>
    public Task<TokensDocument> ListTokensAsync(CancellationToken cancellationToken) => AskAsync(async () => new TokensDocument(await _client.Tokens.ListAsync(cancellationToken)
        .Select(token => new TokenItem(
            token.Id, token.Description, token.Administrator, token.Person, ManifestFormat.FormatTime(token.CreatedAt), token.CreatedBy, token.ExpiresAt is { } end ? ManifestFormat.FormatTime(end) : null))
        .ToListAsync(cancellationToken)));

    /// <inheritdoc/>
    public Task DeleteTokenAsync(string id, CancellationToken cancellationToken) => AskAsync(async () =>
    {
        await _client.Tokens.DeleteAsync(id, cancellationToken);
        return id;
    });

    private static IReadOnlyList<string>? OwnersOf(EntityChange change) => change.Owners.Count == 0 ? null : [.. change.Owners.Where(owner => owner.Length > 0)];

    private static EmitDocument DocumentOf(VersionResult result) => new(
        result.Outcome, result.Version.Entity, result.Version.Id, result.Version.Ordinal, result.Version.SourceHash, result.Version.ManifestSha, result.Commit);

    private static RecordDocument RecordOf(VersionResult result) => new(
        result.Outcome, result.Version.Entity, result.Version.Id, result.Version.Status, Commands.VersionResult.RecordJson(ServiceVersion.RecordOf(result.Version)), result.Commit);
}
