using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Git.Releases;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Uploads;

namespace Registry.Server.Api.Versions;

/// <summary>Writes versions: files go to the release host first, then one commit makes the version visible.</summary>
internal sealed class VersionWrites(RegistryWrites writes, UploadStore uploads, ServiceReleases releases, ILogger<VersionWrites> logger)
{
    /// <summary>Adds a version whose files wait here.</summary>
    /// <exception cref="CallRefusedException">A file is missing, or a rule forbids the version.</exception>
    /// <exception cref="RegistryException">The registry or its release host cannot be written now.</exception>
    public async Task<VersionResult> EmitAsync(Call call, EmitRequest request, CancellationToken cancellationToken)
    {
        if (!request.Force && await KnownAsync(call, request.SourceHash, cancellationToken) is { } known) return known;
        var files = request.Files.Select(file => (file, Waiting: uploads.Find(request.Entity, file))).ToList();
        if (files.Where(file => file.Waiting is null).Select(file => Missing(file.file)).ToList() is { Count: > 0 } missing) throw new CallRefusedException(missing);

        var host = await releases.OpenAsync(call.Registry, cancellationToken);
        await using var staged = await host.StageAsync(request.Entity, [.. files.Select(file => file.Waiting!)], cancellationToken);
        // From here on a caller that goes away must not part the commit from its files.
        var access = request.SetActive ? call.Request(AccessOperation.MoveChannel) : call.Request();
        var written = await writes.ExecuteAsync(new EmitOperation(request), access, CancellationToken.None);
        if (written.Changed) await staged.KeepAsync(CancellationToken.None);
        return await ResultAsync(call, written.Outcome.Version, written.Outcome.Created ? "created" : "unchanged", written.Commit, cancellationToken);
    }

    /// <summary>The version that a source hash has already, or <see langword="null"/>.</summary>
    public static async Task<VersionResult?> KnownAsync(Call call, Core.Sources.Digest sourceHash, CancellationToken cancellationToken) =>
        await call.Registry.MadeFromAsync(call.Entity, sourceHash, cancellationToken) is { } stored && await VersionView.FindAsync(call.Registry, call.Entity, stored.Manifest.Version, cancellationToken) is { } version
            ? new VersionResult("unchanged", version, call.Commit)
            : null;

    /// <summary>Carries out an operation on a version.</summary>
    /// <exception cref="CallRefusedException">A rule forbids it.</exception>
    /// <exception cref="RegistryException">The registry cannot be written now.</exception>
    public async Task<VersionResult> ExecuteAsync(Call call, IOperation<VersionOutcome> operation, CancellationToken cancellationToken)
    {
        var written = await writes.ExecuteAsync(operation, call.Request(), cancellationToken);
        return await ResultAsync(call, written.Outcome.Version, written.Changed ? "changed" : "unchanged", written.Commit, cancellationToken);
    }

    /// <summary>Makes a new version with an older one's content.</summary>
    /// <exception cref="CallRefusedException">A rule forbids it.</exception>
    /// <exception cref="RegistryException">The registry cannot be written now.</exception>
    public async Task<VersionResult> RevertAsync(Call call, VersionReference reference, CancellationToken cancellationToken)
    {
        var written = await writes.ExecuteAsync(new RevertOperation(reference), call.Request(), cancellationToken);
        return await ResultAsync(call, written.Outcome.Version, written.Outcome.Created ? "created" : "unchanged", written.Commit, cancellationToken);
    }

    /// <summary>Deletes a version, and its files behind the commit.</summary>
    /// <returns>The commit.</returns>
    /// <exception cref="CallRefusedException">A rule forbids it.</exception>
    /// <exception cref="RegistryException">The registry cannot be written now.</exception>
    public async Task<string> DeleteAsync(Call call, VersionReference reference, string? reason, CancellationToken cancellationToken)
    {
        var written = await writes.ExecuteAsync(new DeleteOperation(reference, reason), call.Request(), cancellationToken);
        await RemoveFilesAsync(call, written.Outcome.Deleted is { } deleted ? [deleted] : []);
        return written.Commit;
    }

    /// <summary>Removes the content of deleted versions that nothing names any longer. What fails is told to the log: the commit stands.</summary>
    public async Task RemoveFilesAsync(Call call, IReadOnlyList<HostedVersion> deleted)
    {
        try
        {
            foreach (var version in deleted.Where(version => version.Files.Count > 0))
                await (await releases.OpenAsync(call.Registry, CancellationToken.None)).RemoveAsync(version, call.Store.IsNeededAsync, CancellationToken.None);
        }
        catch (RegistryException error)
        {
            ApiLog.NotRemoved(logger, Git.Processes.GitUrl.Redact(error.Message));
        }
    }

    private static async Task<VersionResult> ResultAsync(Call call, VersionId id, string outcome, string commit, CancellationToken cancellationToken)
    {
        var registry = new RegistryReader(await call.Store.SnapshotAsync(commit, cancellationToken));
        var version = await VersionView.FindAsync(registry, call.Entity, id, cancellationToken)
            ?? throw new RegistryException(RegistryRules.VersionNotFound, $"{call.Entity} {id} is not in {commit}, which holds it");
        return new VersionResult(outcome, version, commit);
    }

    private static Core.Rules.Problem Missing(Core.Versions.VersionFile file) =>
        new(RegistryRules.UploadMissing, null, $"'{file.Name}' with {file.Size} bytes and {file.Sha256} was not uploaded");
}
