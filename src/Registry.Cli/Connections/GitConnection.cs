using Registry.Cli.Commands;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Versions;
using Registry.Git.Releases;

namespace Registry.Cli.Connections;

/// <summary>A registry by its repository: what changes it.</summary>
internal sealed partial class GitConnection(CommandContext context) : IRegistryConnection
{
    /// <inheritdoc/>
    public Task<EntityDocument> CreateEntityAsync(EntityName entity, EntityChange change, CancellationToken cancellationToken) =>
        ChangeEntityAsync(entity, new CreateEntityOperation(entity, Apply(change, new EntitySettings())), cancellationToken);

    /// <inheritdoc/>
    public Task<EntityDocument> SetEntityAsync(EntityName entity, EntityChange change, CancellationToken cancellationToken) =>
        ChangeEntityAsync(entity, new SetEntityOperation(entity, settings => Apply(change, settings)), cancellationToken);

    /// <inheritdoc/>
    public async Task<EmitDocument> RevertAsync(VersionReference reference, CancellationToken cancellationToken)
    {
        var done = await OperateAsync(new RevertOperation(reference), cancellationToken);
        return DocumentOf(done.Outcome, done.Revision);
    }

    /// <inheritdoc/>
    public async Task<RecordDocument> AnnotateAsync(VersionReference reference, Annotation annotation, CancellationToken cancellationToken) =>
        DocumentOf(await OperateAsync(new AnnotateOperation(reference, annotation), cancellationToken));

    /// <inheritdoc/>
    public async Task<RecordDocument> ArchiveAsync(ArchiveCommand.Options options, CancellationToken cancellationToken) =>
        DocumentOf(await OperateAsync(new ArchiveOperation(options.Reference, options.Archive, options.Reason), cancellationToken));

    /// <inheritdoc/>
    public async Task<RecordDocument> DeleteAsync(DeleteCommand.Options options, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var done = await store.OperateAsync(new DeleteOperation(options.Reference, options.Reason), cancellationToken);
        // The commit stands; content that nothing names any longer is removed behind it.
        if (done.Outcome.Deleted is { Files.Count: > 0 } deleted)
        {
            using var releases = await store.OpenReleasesAsync(cancellationToken);
            await releases.RemoveAsync(deleted, store.IsNeededAsync, cancellationToken);
        }

        return DocumentOf(done);
    }

    /// <inheritdoc/>
    public async Task<NewTokenDocument> CreateTokenAsync(TokenCommand.Options options, CancellationToken cancellationToken)
    {
        var secret = TokenSecret.Create();
        var now = context.Time.GetUtcNow();
        await OperateAsync(new CreateTokenOperation(AccessToken.Create(secret, options.Description, options.Administrator, options.Person, now + options.Expires, now)), cancellationToken);
        return new NewTokenDocument(secret.Id, secret.Reveal());
    }

    /// <inheritdoc/>
    public async Task<TokensDocument> ListTokensAsync(CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        var registry = new RegistryReader(await store.SnapshotAsync(null, cancellationToken));
        await registry.SettingsAsync(cancellationToken);
        List<TokenItem> items = [];
        await foreach (var id in registry.TokensAsync(cancellationToken))
        {
            if (await registry.TokenAsync(id, cancellationToken) is not { } token) continue;
            items.Add(new TokenItem(
                token.Id, token.Description, token.IsAdministrator, token.Person?.ToString(), ManifestFormat.FormatTime(token.CreatedAt), token.CreatedBy,
                token.ExpiresAt is { } end ? ManifestFormat.FormatTime(end) : null));
        }

        return new TokensDocument(items);
    }

    /// <inheritdoc/>
    public Task DeleteTokenAsync(string id, CancellationToken cancellationToken) => OperateAsync(new DeleteTokenOperation(id), cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Each question opens the repository for itself.
    }

    private async Task<Operated<T>> OperateAsync<T>(IOperation<T> operation, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        return await store.OperateAsync(operation, cancellationToken);
    }

    private async Task<EntityDocument> ChangeEntityAsync(EntityName entity, IOperation<EntityOutcome> operation, CancellationToken cancellationToken)
    {
        await using var store = await context.OpenAsync(cancellationToken);
        await store.OperateAsync(operation, cancellationToken);
        return await ShowEntityAsync(entity, store, cancellationToken);
    }

    private static EntitySettings Apply(EntityChange change, EntitySettings settings)
    {
        return settings with
        {
            Description = Merge(change.Description, settings.Description),
            Owners = change.Owners.Count == 0 ? settings.Owners : [.. change.Owners.Where(owner => owner.Length > 0)],
            Visibility = Merge(change.Visibility, settings.Visibility),
            Repository = Merge(change.Repository, settings.Repository),
            DefaultChannel = Merge(change.DefaultChannel, settings.DefaultChannel),
        };

        static string? Merge(string? change, string? current) => change switch
        {
            null => current,
            "" => null,
            _ => change,
        };
    }

    private static EmitDocument DocumentOf(EmitOutcome outcome, string revision) => new(
        outcome.Created ? "created" : "unchanged", outcome.Entity.ToString(), outcome.Version.ToString(), outcome.Ordinal, outcome.SourceHash.ToString(), outcome.ManifestSha.ToString(), revision);

    private static RecordDocument DocumentOf(Operated<VersionOutcome> done) => new(
        done.Changed ? "changed" : "unchanged", done.Outcome.Entity.ToString(), done.Outcome.Version.ToString(), VersionResult.StateText(done.Outcome.State), VersionResult.RecordJson(done.Outcome.Record), done.Revision);
}
