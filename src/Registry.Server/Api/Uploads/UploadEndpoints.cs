using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;
using Registry.Server.Api.Versions;
using Registry.Server.Hosting;

namespace Registry.Server.Api.Uploads;

/// <summary>Two-step uploads, and those in one step.</summary>
internal static class UploadEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup($"{ApiRoutes.Entity}/versions").WithTags("uploads");
        versions.MapPost("/upload-url", AddressesAsync).Does(AccessOperation.Upload).WithName("CreateUploadAddresses")
            .WithSummary("Addresses to which the files of a version are sent").Produces<UploadAddresses>();
        versions.MapPost("/confirm", ConfirmAsync).Does(AccessOperation.AddVersion).WithName("ConfirmUpload")
            .WithSummary("Makes a version of files that were sent").Produces<VersionResult>().Produces<VersionResult>(StatusCodes.Status201Created);
        versions.MapPost("/upload", OneStepAsync).Does(AccessOperation.AddVersion).WithName("UploadVersion").DisableAntiforgery()
            .WithSummary("Makes a version, with its files in the same call").Accepts<IFormFile>("multipart/form-data").Produces<VersionResult>().Produces<VersionResult>(StatusCodes.Status201Created);
        routes.MapPut("/uploads/{namespace}/{name}/{sha256}", StoreAsync).IsSigned().WithTags("uploads").WithName("PutUpload")
            .WithSummary("Takes the content of a file, at a signed address").Accepts<Stream>("application/octet-stream", "*/*").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> AddressesAsync(
        Call call, [FromBody] UploadRequest upload, HttpContext context, UploadStore uploads, SignedAddresses addresses, ServerOptions options, CancellationToken cancellationToken)
    {
        var (hash, files) = NewVersionRequest.Read(upload);
        if (!upload.Force && await VersionWrites.KnownAsync(call, hash, cancellationToken) is { } known)
            return Results.Ok(new UploadAddresses("known", known.Version, []));
        await CheckAsync(call, upload, files, options, cancellationToken);
        var service = ServiceAddress.Of(context.Request, options);
        return Results.Ok(new UploadAddresses("upload", null, [.. files.Where(file => uploads.Find(call.Entity, file) is null).Select(Address)]));

        UploadAddress Address(Core.Versions.VersionFile file)
        {
            var (address, expires) = addresses.Sign(service, HttpMethods.Put, $"{ApiRoutes.Base}/uploads/{call.Entity}/{file.Sha256.Hex}", file.Size, SignedAddresses.UploadLifetime);
            return new UploadAddress(file.Name, HttpMethods.Put, address, expires);
        }
    }

    private static async Task CheckAsync(Call call, UploadRequest upload, IReadOnlyList<Core.Versions.VersionFile> files, ServerOptions options, CancellationToken cancellationToken)
    {
        if (files.FirstOrDefault(file => file.Size > options.MaxFileSize) is { } large)
            throw new CallRefusedException(RegistryRules.CallLimit, $"'{large.Name}' has {large.Size} bytes; the service takes {options.MaxFileSize}") { Status = StatusCodes.Status413PayloadTooLarge };
        if (files.Count > options.MaxFiles) throw new CallRefusedException(RegistryRules.CallLimit, $"there are {files.Count} files; the service takes {options.MaxFiles}") { Status = StatusCodes.Status413PayloadTooLarge };
        if (upload.BaseVersion is { } parent && (!VersionId.TryParse(parent, out var id) || await call.Registry.ManifestAsync(call.Entity, id, cancellationToken) is null))
            throw new CallRefusedException(RegistryRules.BaseVersion, $"{call.Entity} has no version {parent} to be the base");
        if (upload.Version is { } name && !upload.Force && await call.Registry.EntityAsync(call.Entity, cancellationToken) is not null
            && (await call.Registry.ResolveAsync(VersionSelector.Parse(call.Entity, name), cancellationToken)).Version is { } taken)
            throw new CallRefusedException(RegistryRules.VersionExists, $"version {taken} of {call.Entity} is called {name} already");
    }

    private static async Task<IResult> ConfirmAsync(Call call, [FromBody] NewVersion version, VersionWrites writes, CancellationToken cancellationToken) =>
        VersionEndpoints.Answer(await writes.EmitAsync(call, NewVersionRequest.Read(call.Entity, version), cancellationToken));

    private static async Task<IResult> OneStepAsync(Call call, HttpContext context, UploadStore uploads, VersionWrites writes, ServerOptions options, CancellationToken cancellationToken)
    {
        Lift(context, (options.MaxFileSize * options.MaxFiles) + MultipartUpload.MostBesides(options));
        var form = new MultipartUpload(context.Request, uploads, call.Entity, options);
        var request = await form.ReadAsync(cancellationToken);
        return VersionEndpoints.Answer(await writes.EmitAsync(call, request, cancellationToken));
    }

    private static async Task<IResult> StoreAsync(Call call, string sha256, HttpContext context, UploadStore uploads, SignedAddresses addresses, CancellationToken cancellationToken)
    {
        var size = addresses.Check(context.Request);
        if (context.Request.ContentLength is { } length && length != size)
            throw new CallRefusedException(RegistryRules.ContentMismatch, $"the body has {length} bytes; the address is for {size}");
        if (!Digest.TryParseHex(sha256, out var digest)) throw new CallRefusedException(RegistryRules.Signature, "the address names no digest");
        Lift(context, size);
        await uploads.StoreAsync(call.Entity, new Core.Versions.VersionFile { Name = sha256, Size = size, Sha256 = digest }, context.Request.Body, cancellationToken);
        return Results.NoContent();
    }

    /// <summary>Files may be larger than other bodies.</summary>
    private static void Lift(HttpContext context, long most)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = most;
    }
}
