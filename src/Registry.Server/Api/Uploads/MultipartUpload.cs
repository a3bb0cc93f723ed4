using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Registry.Client;
using Registry.Client.Models;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Versions;
using Registry.Server.Hosting;
using VersionFile = Registry.Core.Versions.VersionFile;

namespace Registry.Server.Api.Uploads;

/// <summary>A version and its files in one body (RFC 7578): first the part <c>version</c>, JSON, then a part <c>file</c> for each file, which is never held in memory.</summary>
internal sealed class MultipartUpload(HttpRequest request, UploadStore uploads, EntityName entity, ServerOptions options)
{
    private const int MostBoundary = 70;
    private const int MostHeaders = 4096;
    private const int MostMetadata = 1024 * 1024;

    /// <summary>The most bytes that a body has besides the files.</summary>
    public static long MostBesides(ServerOptions options) => MostMetadata + (MostHeaders * (options.MaxFiles + 2L));

    /// <summary>Reads the body.</summary>
    /// <returns>The request, with the files as they came.</returns>
    /// <exception cref="CallRefusedException">The body is none of its kind.</exception>
    /// <exception cref="RegistryException">The disk does not take a file.</exception>
    public async Task<EmitRequest> ReadAsync(CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(Boundary(), request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = MostHeaders };
        var version = await VersionAsync(await NextAsync(reader, cancellationToken), cancellationToken);
        List<VersionFile> files = [];
        while (await NextAsync(reader, cancellationToken) is { } section)
        {
            if (files.Count == options.MaxFiles) throw TooLarge($"there are more than {options.MaxFiles} files");
            files.Add(await FileAsync(section, version, cancellationToken));
        }

        return NewVersionRequest.Read(entity, version with { Files = null }) with { Files = files, IsNewName = true };
    }

    private string Boundary()
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            throw new CallRefusedException(RegistryRules.BadCall, "the body is not multipart/form-data") { Status = StatusCodes.Status415UnsupportedMediaType };
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        return boundary is { Length: > 0 and <= MostBoundary } ? boundary : throw Bad($"the boundary has no length from 1 to {MostBoundary}");
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Bad($"the body is no multipart body: {error.Message}");
        }
    }

    private static async Task<NewVersion> VersionAsync(MultipartSection? section, CancellationToken cancellationToken)
    {
        if (section is null || section.GetContentDispositionHeader()?.Name.Value != "version") throw Bad("the first part is not 'version'");
        using var json = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await section.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (json.Length + count > MostMetadata) throw TooLarge($"the part 'version' has more than {MostMetadata} bytes");
            await json.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return JsonSerializer.Deserialize(json.ToArray(), RegistryJson.Default.NewVersion) ?? throw Bad("the part 'version' is null; expected an object");
    }

    private async Task<VersionFile> FileAsync(MultipartSection section, NewVersion version, CancellationToken cancellationToken)
    {
        var disposition = section.GetContentDispositionHeader();
        var name = HeaderUtilities.RemoveQuotes(disposition?.FileName ?? default).Value;
        if (disposition?.Name.Value != "file" || name is null) throw Bad("a part is not a 'file' with a filename");
        if (!VersionFile.IsValidName(name)) throw new CallRefusedException(RegistryRules.FileName, $"a part has the filename '{name}'; expected {VersionFile.ExpectedName}");
        var stored = await uploads.StoreAsync(entity, name, section.Body, options.MaxFileSize, cancellationToken);
        var said = version.Files?.FirstOrDefault(file => file.Name == name);
        if (said is not null && (said.Size != stored.File.Size || said.Sha256 != stored.File.Sha256.Hex))
            throw new CallRefusedException(RegistryRules.ContentMismatch, $"'{name}' has {stored.File.Size} bytes and {stored.File.Sha256}; the part 'version' says {said.Size} bytes and sha256:{said.Sha256}");
        return stored.File with { Platform = said?.Platform, Architecture = said?.Architecture, MediaType = said?.MediaType };
    }

    private static CallRefusedException Bad(string message) => new(RegistryRules.BadCall, message);

    private static CallRefusedException TooLarge(string message) => new(RegistryRules.CallLimit, message) { Status = StatusCodes.Status413PayloadTooLarge };
}
