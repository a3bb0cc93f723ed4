using System.Net;
using System.Security.Cryptography;
using Registry.Client.Models;
using Registry.Client.Transport;

namespace Registry.Client.Calls;

/// <summary>The files of versions.</summary>
public sealed class DownloadCalls
{
    private const int MostRedirects = 5;
    private const int BufferSize = 80 * 1024;

    private readonly ApiTransport _api;

    internal DownloadCalls(ApiTransport api) => _api = api;

    /// <summary>Downloads a file: it is written beside its place, checked against size and SHA-256, and only then put there.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="version">The version.</param>
    /// <param name="file">The file's name; may be <see langword="null"/> when the version has one file.</param>
    /// <param name="path">Where it is to be. What is there is replaced; folders are made.</param>
    /// <param name="cancellationToken">Gives up; nothing is left behind.</param>
    /// <exception cref="ContentMismatchException">What came is another file.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public async Task<DownloadAddress> DownloadAsync(string entity, string version, string? file, string path, CancellationToken cancellationToken = default)
    {
        var address = await LocateAsync(entity, version, file, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var incoming = $"{path}.{Guid.NewGuid():N}.incoming";
        try
        {
            await using (var content = await OpenAsync(address, cancellationToken))
            await using (var output = new FileStream(incoming, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
                await CopyAsync(content, output, address, cancellationToken);
            File.Move(incoming, path, overwrite: true);
            return address;
        }
        finally
        {
            File.Delete(incoming);
        }
    }

    /// <summary>Where a file can be had, by an address that expires.</summary>
    [ApiOperation("DownloadFile")]
    public async Task<DownloadAddress> LocateAsync(string entity, string version, string? file = null, CancellationToken cancellationToken = default)
    {
        using var response = await _api.SendAsync(ApiRequest.Get(ApiPath.OfEntity(entity, "versions", version, "download").With(("file", file))), cancellationToken);
        return response.StatusCode == HttpStatusCode.TemporaryRedirect
            ? await ApiTransport.ReadAsync(response, RegistryJson.Default.DownloadAddress, cancellationToken)
            : throw new RegistryClientException("The redirect to the file was followed already; give the client an HttpClient that does not follow redirects.") { Status = response.StatusCode };
    }

    /// <summary>Opens the content of a file, unchecked. No token is shown to whoever has it.</summary>
    [ApiOperation("GetFile")]
    public async Task<Stream> OpenAsync(DownloadAddress file, CancellationToken cancellationToken = default)
    {
        var address = file.Url;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (!ServiceAddress.MayLeadTo(_api.Service, address)) throw new RegistryClientException($"'{file.Name}' is at an address without TLS.");
            var response = await _api.StreamAsync(ApiRequest.Get(address.AbsoluteUri), cancellationToken);
            if (response.IsSuccessStatusCode) return await response.Content.ReadAsStreamAsync(cancellationToken);
            using (response)
                address = response.Headers.Location is { } next ? new Uri(address, next) : throw new RegistryClientException($"'{file.Name}' is answered with {(int)response.StatusCode}.") { Status = response.StatusCode };
        }

        throw new RegistryClientException($"'{file.Name}' is behind more than {MostRedirects} redirects.");
    }

    private static async Task CopyAsync(Stream content, FileStream output, DownloadAddress file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        long size = 0;
        for (int count; (count = await ReadAsync(content, buffer, file, cancellationToken)) > 0;)
        {
            if ((size += count) > file.Size) throw new ContentMismatchException($"'{file.Name}' has more than the {file.Size} bytes that it should have");
            hash.AppendData(buffer, 0, count);
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        if (size != file.Size) throw new ContentMismatchException($"'{file.Name}' has {size} bytes; it should have {file.Size}");
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) is var digest && digest != file.Sha256) throw new ContentMismatchException($"'{file.Name}' has the SHA-256 {digest}; it should have {file.Sha256}");
        RandomAccess.FlushToDisk(output.SafeFileHandle);
    }

    private static async Task<int> ReadAsync(Stream content, byte[] buffer, DownloadAddress file, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new RegistryClientException($"The download of '{file.Name}' broke off: {error.Message}", error);
        }
    }
}
