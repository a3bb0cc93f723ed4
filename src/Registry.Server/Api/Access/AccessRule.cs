using Registry.Core.Access;

namespace Registry.Server.Api.Access;

/// <summary>What an endpoint does, for <see cref="AccessTable"/>. An endpoint of the API without one is never answered.</summary>
/// <param name="Operation">The operation; <see langword="null"/> when the address itself is the permission, because it is signed.</param>
internal sealed record AccessRule(AccessOperation? Operation);

/// <summary>Says what endpoints do.</summary>
internal static class AccessRules
{
    /// <summary>Says what an endpoint does, and so who may call it.</summary>
    public static RouteHandlerBuilder Does(this RouteHandlerBuilder endpoint, AccessOperation operation) => endpoint.WithMetadata(new AccessRule(operation));

    /// <summary>Says that whoever has the address of an endpoint may call it, because the address is signed.</summary>
    public static RouteHandlerBuilder IsSigned(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AccessRule((AccessOperation?)null));
}
