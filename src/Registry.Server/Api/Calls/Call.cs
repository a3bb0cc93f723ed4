using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Registry.Core.Access;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Git;
using Registry.Server.Api.Access;

namespace Registry.Server.Api.Calls;

/// <summary>A call that may be made: the registry at one commit, who calls, and about which entity.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Operation">What the call does; <see langword="null"/> when the address is signed.</param>
/// <param name="About">The entity that the address names; <see langword="null"/> when it names none.</param>
/// <param name="Store">Where the registry is.</param>
internal sealed record Call(RegistryReader Registry, Caller Caller, AccessOperation? Operation, EntityName? About, GitRegistryStore Store) : IBindableFromHttpContext<Call>
{
    /// <summary>The entity that the address names.</summary>
    public EntityName Entity => About ?? throw new InvalidOperationException("The address names no entity.");

    /// <summary>What the caller asks for, checked again where it is carried out.</summary>
    /// <param name="also">What it does besides what the endpoint says.</param>
    public AccessRequest Request(params IReadOnlyList<AccessOperation> also) => new(Caller.Token!, [Operation!.Value, .. also], About);

    /// <summary>The commit that is read.</summary>
    public string Commit => Registry.Snapshot.Revision;

    /// <summary>What the gate let through.</summary>
    [SuppressMessage("Usage", "MA0012", Justification = "A call that the gate never saw is a defect.")]
    public static ValueTask<Call?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Call?>(context.Features.Get<Call>() ?? throw new InvalidOperationException("The gate was not passed."));
}
