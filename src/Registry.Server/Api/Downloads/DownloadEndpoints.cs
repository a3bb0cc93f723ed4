using Microsoft.Net.Http.Headers;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Uploads;
using Registry.Server.Api.Versions;
using Registry.Server.Hosting;
using VersionFile = Registry.Core.Versions.VersionFile;

namespace Registry.Server.Api.Downloads;

/// <summary>The files of versions.</summary>
internal static class DownloadEndpoints
{
    private const string DefaultType = "application/octet-stream";
    private const string File = "/files/{namespace}/{name}/{version}/{file}";

    /// <summary>Adds the endpoints.</summary>
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{ApiRoutes.Entity}/versions/{{version}}/download", LocateAsync).Does(AccessOperation.Download).WithTags("downloads").WithName("DownloadFile")
            .WithSummary("Leads to the content of a file, by an address that expires").Produces<DownloadAddress>(StatusCodes.Status307TemporaryRedirect);
        // Another method is another operation, with a name of its own, to the description.
        routes.MapMethods(File, [HttpMethods.Head], StreamAsync).IsSigned().WithName("HeadFile").ExcludeFromDescription();
        routes.MapGet(File, StreamAsync).IsSigned().WithTags("downloads").WithName("GetFile")
            .WithSummary("The content of a file, at a signed address").Produces<Stream>(StatusCodes.Status200OK, DefaultType).Produces<Stream>(StatusCodes.Status206PartialContent, DefaultType);
    }

    private static async Task<IResult> LocateAsync(
        Call call, string version, string? file, HttpContext context, ServiceReleases releases, SignedAddresses addresses, ServerOptions options, CancellationToken cancellationToken)
    {
        var id = await VersionSelector.ResolveAsync(call, version, cancellationToken);
        var (hosted, wanted) = await FindAsync(call, id, file, cancellationToken);
        var (address, expires) = await (await releases.OpenAsync(call.Registry, cancellationToken)).LocateAsync(hosted, wanted, cancellationToken) switch
        {
            RemoteContent remote => (remote.Address, (DateTimeOffset?)null),
            LocalContent => Sign(call, id, wanted, context.Request, addresses, options),
            var nowhere => throw new CallRefusedException([((NoContent)nowhere).Problem]),
        };
        // The address is good for whoever has it.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = address.AbsoluteUri;
        return Results.Json(new DownloadAddress(wanted.Name, wanted.Size, wanted.Sha256.Hex, address, expires), Client.RegistryJson.Default.DownloadAddress, statusCode: StatusCodes.Status307TemporaryRedirect);
    }

    private static (Uri, DateTimeOffset?) Sign(Call call, VersionId id, VersionFile file, HttpRequest request, SignedAddresses addresses, ServerOptions options) =>
        addresses.Sign(ServiceAddress.Of(request, options), HttpMethods.Get, $"{ApiRoutes.Base}/files/{call.Entity}/{id}/{file.Name}", file.Size, SignedAddresses.DownloadLifetime);

    private static async Task<IResult> StreamAsync(
        Call call, string version, string file, HttpContext context, ServiceReleases releases, SignedAddresses addresses, CancellationToken cancellationToken)
    {
        addresses.Check(context.Request);
        if (!VersionId.TryParse(version, out var id)) throw new CallRefusedException(RegistryRules.Signature, "the address names no version");
        var (hosted, wanted) = await FindAsync(call, id, file, cancellationToken);
        if (await (await releases.OpenAsync(call.Registry, cancellationToken)).LocateAsync(hosted, wanted, cancellationToken) is not LocalContent local)
            throw new CallRefusedException(RegistryRules.ContentMissing, $"the service has no content for '{file}' of {call.Entity}");
        var headers = context.Response.Headers;
        headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(wanted.Sha256.Hex))}:";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, immutable, max-age=31536000";
        return Results.File(local.Path, wanted.MediaType ?? DefaultType, wanted.Name, entityTag: new EntityTagHeaderValue($"\"{wanted.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<(HostedVersion Hosted, VersionFile File)> FindAsync(Call call, VersionId id, string? file, CancellationToken cancellationToken)
    {
        if (await HostedVersion.FindAsync(call.Registry, call.Entity, id, cancellationToken) is not { } hosted) throw new CallRefusedException(RegistryRules.VersionNotFound, $"{call.Entity} has no version {id}");
        var names = string.Join(", ", hosted.Files.Select(candidate => candidate.Name));
        if (file is null && hosted.Files.Count != 1) throw new CallRefusedException(RegistryRules.BadCall, $"{call.Entity} {id} has {hosted.Files.Count} files; say with ?file= which: {names}");
        var found = file is null ? hosted.Files[0] : hosted.Files.FirstOrDefault(candidate => candidate.Name == file);
        return found is null ? throw new CallRefusedException(RegistryRules.ContentMissing, $"{call.Entity} {id} has no file '{file}'; it has {names}") : (hosted, found);
    }
}
