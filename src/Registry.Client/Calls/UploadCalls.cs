using System.Net.Http.Headers;
using System.Text.Json;
using Registry.Client.Models;
using Registry.Client.Transport;

namespace Registry.Client.Calls;

/// <summary>New versions with their files.</summary>
public sealed class UploadCalls
{
    private const string Binary = "application/octet-stream";

    private readonly ApiTransport _api;

    internal UploadCalls(ApiTransport api) => _api = api;

    /// <summary>
    /// Makes a version of files of this machine: measures them, sends those that the service does not have, and confirms. A source that has a version
    /// already is answered with that one, and nothing is sent. Done again after a failure, it goes on where it stopped.
    /// </summary>
    /// <param name="entity">The entity.</param>
    /// <param name="version">The version; its files are those that are given.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Gives up; what was sent waits for a day.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public async Task<VersionResult> UploadAsync(string entity, NewVersion version, IReadOnlyList<FileUpload> files, CancellationToken cancellationToken = default)
    {
        Dictionary<string, FileUpload> byName = new(StringComparer.Ordinal);
        List<VersionFile> measured = [];
        foreach (var file in files)
        {
            measured.Add(await file.MeasureAsync(cancellationToken));
            byName[measured[^1].Name] = file;
        }

        // The SemVer is not said here, because versions may share one.
        var request = new UploadRequest { SourceHash = version.SourceHash, BaseVersion = version.BaseVersion, Force = version.Force, Files = measured };
        foreach (var address in (await PrepareAsync(entity, request, cancellationToken)).Uploads)
            await PutAsync(address, byName.TryGetValue(address.Name, out var file) ? file : throw new RegistryClientException($"The service asks for a file '{address.Name}', of which it was not told."), cancellationToken);
        return await ConfirmAsync(entity, version with { Files = measured }, cancellationToken);
    }

    /// <summary>Asks where the files of a version are to be sent.</summary>
    [ApiOperation("CreateUploadAddresses")]
    public Task<UploadAddresses> PrepareAsync(string entity, UploadRequest upload, CancellationToken cancellationToken = default) => _api.AskAsync(
        ApiRequest.Send(HttpMethod.Post, ApiPath.OfEntity(entity, "versions", "upload-url"), upload, RegistryJson.Default.UploadRequest) with { IsRepeatable = true },
        RegistryJson.Default.UploadAddresses,
        cancellationToken);

    /// <summary>Sends a file to an address that the service gave.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    [ApiOperation("PutUpload")]
    public async Task PutAsync(UploadAddress address, FileUpload file, CancellationToken cancellationToken = default)
    {
        if (!ServiceAddress.MayLeadTo(_api.Service, address.Url)) throw new RegistryClientException($"The service wants '{address.Name}' at an address without TLS.");
        var request = new ApiRequest(HttpMethod.Put, address.Url.AbsoluteUri)
        {
            Content = () => new StreamContent(file.Open()) { Headers = { ContentType = new MediaTypeHeaderValue(Binary) } },
            IsRepeatable = true,
        };
        (await _api.StreamAsync(request, cancellationToken)).Dispose();
    }

    /// <summary>Makes a version of files that were sent. Sent again, it gives the version that it made.</summary>
    [ApiOperation("ConfirmUpload")]
    public Task<VersionResult> ConfirmAsync(string entity, NewVersion version, CancellationToken cancellationToken = default) =>
        _api.AskAsync(VersionCalls.Emit(ApiPath.OfEntity(entity, "versions", "confirm"), version), RegistryJson.Default.VersionResult, cancellationToken);

    /// <summary>Makes a version, with its files in the same call. Its SemVer must be new, unless its source is known.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    [ApiOperation("UploadVersion")]
    public async Task<VersionResult> UploadAtOnceAsync(string entity, NewVersion version, IReadOnlyList<FileUpload> files, CancellationToken cancellationToken = default)
    {
        List<VersionFile> measured = [];
        foreach (var file in files) measured.Add(await file.MeasureAsync(cancellationToken));
        var request = new ApiRequest(HttpMethod.Post, ApiPath.OfEntity(entity, "versions", "upload")) { Content = () => Body(version with { Files = measured }, files) };
        using var response = await _api.StreamAsync(request, cancellationToken);
        return await ApiTransport.ReadAsync(response, RegistryJson.Default.VersionResult, cancellationToken);
    }

    private static MultipartFormDataContent Body(NewVersion version, IReadOnlyList<FileUpload> files)
    {
#pragma warning disable CA2000 // The body disposes of its parts.
        var body = new MultipartFormDataContent
        {
            { new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(version, RegistryJson.Default.NewVersion)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, "version" },
        };
        for (var i = 0; i < files.Count; i++)
            body.Add(new StreamContent(files[i].Open()) { Headers = { ContentType = new MediaTypeHeaderValue(Binary) } }, "file", version.Files![i].Name);
#pragma warning restore CA2000
        return body;
    }
}
