using Registry.Client.Models;
using Registry.Client.Transport;
using Version = Registry.Client.Models.Version;

namespace Registry.Client.Calls;

/// <summary>The versions of entities. A version is named by its id, its SemVer, its alias, or a channel, <c>:stable</c>.</summary>
public sealed class VersionCalls
{
    private const string CommitHeader = "Registry-Commit";

    private readonly ApiTransport _api;

    internal VersionCalls(ApiTransport api) => _api = api;

    /// <summary>The versions of an entity, newest first.</summary>
    public IAsyncEnumerable<Version> ListAsync(string entity, VersionFilter? filter = null, CancellationToken cancellationToken = default) =>
        Paging.AllAsync((after, token) => ListPageAsync(entity, filter, null, after, token), cancellationToken);

    /// <summary>A page of the versions of an entity, newest first. A page with few items, or none, may be followed by more.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="filter">Which are wanted.</param>
    /// <param name="limit">The most items, 1 to 200.</param>
    /// <param name="after">The cursor that the page before gave.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("ListVersions")]
    public Task<Page<Version>> ListPageAsync(string entity, VersionFilter? filter = null, int? limit = null, string? after = null, CancellationToken cancellationToken = default) => _api.AskAsync(
        ApiRequest.Get(ApiPath.OfEntity(entity, "versions").With(
            ("limit", limit), ("after", after), ("channel", filter?.Channel), ("status", filter?.Status), ("tag", filter?.Tag), ("archived", filter?.Archived), ("platform", filter?.Platform),
            ("since", filter?.Since), ("until", filter?.Until), ("internal", filter?.Internal))),
        RegistryJson.Default.PageVersion,
        cancellationToken);

    /// <summary>Makes a version of files that were uploaded before. Sent again, it gives the version that it made.</summary>
    [ApiOperation("CreateVersion")]
    public Task<VersionResult> CreateAsync(string entity, NewVersion version, CancellationToken cancellationToken = default) =>
        _api.AskAsync(Emit(ApiPath.OfEntity(entity, "versions"), version), RegistryJson.Default.VersionResult, cancellationToken);

    /// <summary>A version, without its internal properties.</summary>
    public Task<Version> GetAsync(string entity, string version, CancellationToken cancellationToken = default) => GetAsync(entity, version, withInternal: false, cancellationToken);

    /// <summary>A version.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="version">Which version.</param>
    /// <param name="withInternal">Whether internal properties are wanted too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [ApiOperation("GetVersion")]
    public Task<Version> GetAsync(string entity, string version, bool withInternal, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Get(ApiPath.OfEntity(entity, "versions", version).With(("internal", withInternal ? true : null))), RegistryJson.Default.Version, cancellationToken);

    /// <summary>What an install of a version comes to: the versions that it uses, its inputs and its outputs. Nothing is changed by it.</summary>
    [ApiOperation("InstallVersion")]
    public Task<Installation> InstallAsync(string entity, string version, InstallRequest request, CancellationToken cancellationToken = default) => _api.AskAsync(
        ApiRequest.Send(HttpMethod.Post, ApiPath.OfEntity(entity, "versions", version, "install"), request, RegistryJson.Default.InstallRequest) with { IsRepeatable = true }, RegistryJson.Default.Installation, cancellationToken);

    /// <summary>Changes what people say of a version.</summary>
    [ApiOperation("ChangeVersion")]
    public Task<VersionResult> ChangeAsync(string entity, string version, VersionChange change, CancellationToken cancellationToken = default) => _api.AskAsync(
        ApiRequest.Send(HttpMethod.Patch, ApiPath.OfEntity(entity, "versions", version), change, RegistryJson.Default.VersionChange), RegistryJson.Default.VersionResult, cancellationToken);

    /// <summary>Deletes a version and its files; a tombstone stays.</summary>
    /// <returns>The commit that did it.</returns>
    [ApiOperation("DeleteVersion")]
    public async Task<string> DeleteAsync(string entity, string version, string reason, CancellationToken cancellationToken = default)
    {
        using var response = await _api.SendAsync(new ApiRequest(HttpMethod.Delete, ApiPath.OfEntity(entity, "versions", version).With(("reason", reason))), cancellationToken);
        return response.Headers.TryGetValues(CommitHeader, out var commits) ? commits.First() : throw new RegistryClientException($"The service does not say which commit deleted {version}.");
    }

    /// <summary>Takes a version out of use.</summary>
    [ApiOperation("ArchiveVersion")]
    public Task<VersionResult> ArchiveAsync(string entity, string version, string reason, CancellationToken cancellationToken = default) => ChangeUseAsync(entity, version, "archive", reason, cancellationToken);

    /// <summary>Takes a version back into use.</summary>
    [ApiOperation("UnarchiveVersion")]
    public Task<VersionResult> UnarchiveAsync(string entity, string version, string reason, CancellationToken cancellationToken = default) => ChangeUseAsync(entity, version, "unarchive", reason, cancellationToken);

    /// <summary>Makes a new version with an older one's content.</summary>
    [ApiOperation("RevertVersion")]
    public Task<VersionResult> RevertAsync(string entity, string version, CancellationToken cancellationToken = default) =>
        _api.AskAsync(new ApiRequest(HttpMethod.Post, ApiPath.OfEntity(entity, "versions", version, "revert")), RegistryJson.Default.VersionResult, cancellationToken);

    /// <summary>What differs between two versions.</summary>
    [ApiOperation("CompareVersions")]
    public Task<VersionComparison> CompareAsync(string entity, string from, string to, CancellationToken cancellationToken = default) =>
        _api.AskAsync(ApiRequest.Get(ApiPath.OfEntity(entity, "compare", $"{from}...{to}")), RegistryJson.Default.VersionComparison, cancellationToken);

    /// <summary>A call that makes a version. What is known by its source hash is not made twice; what is forced is, unless its time is said.</summary>
    internal static ApiRequest Emit(string path, NewVersion version) =>
        ApiRequest.Send(HttpMethod.Post, path, version, RegistryJson.Default.NewVersion) with { IsRepeatable = !version.Force || version.CreatedAt is not null };

    private Task<VersionResult> ChangeUseAsync(string entity, string version, string verb, string reason, CancellationToken cancellationToken) => _api.AskAsync(
        ApiRequest.Send(HttpMethod.Post, ApiPath.OfEntity(entity, "versions", version, verb), new Reasoned(reason), RegistryJson.Default.Reasoned), RegistryJson.Default.VersionResult, cancellationToken);
}
