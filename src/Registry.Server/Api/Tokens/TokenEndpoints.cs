using Microsoft.AspNetCore.Mvc;
using Registry.Client.Models;
using Registry.Core.Access;
using Registry.Core.Channels;
using Registry.Core.Rules;
using Registry.Server.Api.Access;
using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Tokens;

/// <summary>The tokens of the service, for administrators.</summary>
internal static class TokenEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/tokens").WithTags("tokens");
        tokens.MapPost("", CreateAsync).Does(AccessOperation.ManageTokens).WithName("CreateToken").WithSummary("Makes a token; its secret is shown this once").Produces<Token>(StatusCodes.Status201Created);
        tokens.MapGet("", ListAsync).Does(AccessOperation.ManageTokens).WithName("ListTokens").WithSummary("The tokens, without their secrets").Produces<Page<Token>>();
        tokens.MapGet("/{id}", ReadAsync).Does(AccessOperation.ManageTokens).WithName("GetToken").WithSummary("A token, without its secret").Produces<Token>();
        tokens.MapDelete("/{id}", DeleteAsync).Does(AccessOperation.ManageTokens).WithName("DeleteToken").WithSummary("Removes a token with all that it was granted").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> CreateAsync(Call call, [FromBody] NewToken body, RegistryWrites writes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!AccessTokenFormat.IsDescription(body.Description)) throw new CallRefusedException(RegistryRules.BadCall, $"'description' is none; expected {AccessTokenFormat.ExpectedDescription}");
        Principal? person = null;
        if (body.Person is { } text && !Principal.TryParse(text, out person)) throw new CallRefusedException(RegistryRules.BadCall, $"'person' is '{text}'; expected {Principal.Expected}");
        var secret = TokenSecret.Create();
        var written = await writes.ExecuteAsync(new CreateTokenOperation(AccessToken.Create(secret, body.Description, body.Administrator, person, body.ExpiresAt, time.GetUtcNow())), call.Request(), cancellationToken);
        return Results.Created($"{ApiRoutes.Base}/tokens/{secret.Id}", View(written.Outcome) with { Secret = secret.Reveal() });
    }

    private static async Task<IResult> ListAsync(Call call, int? limit, string? after, CancellationToken cancellationToken)
    {
        var size = PageSize.Of(limit);
        var begin = Cursor.Read(after, text => AccessTokenFormat.IsId(text) ? text : null);
        List<Token> items = [];
        await foreach (var id in call.Registry.TokensAsync(cancellationToken))
        {
            if (begin is not null && string.CompareOrdinal(id, begin) <= 0) continue;
            if (items.Count == size) return Results.Ok(new Page<Token>(items, new Pagination(size, Cursor.After(items[^1].Id))));
            if (await call.Registry.TokenAsync(id, cancellationToken) is { } token) items.Add(View(token));
        }

        return Results.Ok(new Page<Token>(items, new Pagination(size, null)));
    }

    private static async Task<IResult> ReadAsync(Call call, string id, CancellationToken cancellationToken) =>
        AccessTokenFormat.IsId(id) && await call.Registry.TokenAsync(id, cancellationToken) is { } token
            ? Results.Ok(View(token))
            : throw new CallRefusedException(RegistryRules.TokenNotFound, $"there is no token {id}");

    private static async Task<IResult> DeleteAsync(Call call, string id, RegistryWrites writes, CancellationToken cancellationToken)
    {
        await writes.ExecuteAsync(new DeleteTokenOperation(id), call.Request(), cancellationToken);
        return Results.NoContent();
    }

    private static Token View(AccessToken token) => new()
    {
        Id = token.Id,
        Description = token.Description,
        Administrator = token.IsAdministrator,
        Person = token.Person?.ToString(),
        CreatedAt = token.CreatedAt,
        CreatedBy = token.CreatedBy,
        ExpiresAt = token.ExpiresAt,
    };
}
