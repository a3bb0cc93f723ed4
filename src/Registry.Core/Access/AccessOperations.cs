using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Store;

namespace Registry.Core.Access;

/// <summary>Makes a token.</summary>
/// <param name="token">The token, as it will stand in the registry but for who makes it.</param>
public sealed class CreateTokenOperation(AccessToken token) : IOperation<AccessToken>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<AccessToken>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        await context.Registry.SettingsAsync(cancellationToken);
        var path = RegistryPaths.Token(token.Id);
        var made = token with { CreatedBy = context.Actor };
        var content = AccessTokenFormat.Write(made);
        if (AccessTokenFormat.Read(path, content) is { IsValid: false } wrong) return new Refused<AccessToken>(new Refusal(wrong.Problems));
        if (token.ExpiresAt <= context.Now) return new Refused<AccessToken>(new Refusal(RegistryRules.BadCall, "'expiresAt' is over already"));
        return new Planned<AccessToken>(made, new ChangeSet().Write(path, content), AccessMessages.For("token-create", token.Id));
    }
}

/// <summary>Removes a token, with all that it was granted.</summary>
/// <param name="id">Its id.</param>
public sealed class DeleteTokenOperation(string id) : IOperation<string>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<string>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        var path = RegistryPaths.Token(id);
        var snapshot = context.Registry.Snapshot;
        // A broken one can be removed too.
        if (!AccessTokenFormat.IsId(id) || await snapshot.ReadAsync(path, cancellationToken) is null)
            return new Refused<string>(new Refusal(RegistryRules.TokenNotFound, $"there is no token {id}"));
        var changes = new ChangeSet().Remove(path);
        var granted = $"{RegistryPaths.Grants}/{id}";
        foreach (var space in await snapshot.ListAsync(granted, cancellationToken))
            foreach (var item in await snapshot.ListAsync($"{granted}/{space.Name}", cancellationToken))
                changes.Remove($"{granted}/{space.Name}/{item.Name}");
        return new Planned<string>(id, changes, AccessMessages.For("token-delete", id));
    }
}

/// <summary>Says what a token may do with an entity.</summary>
/// <param name="grant">What it may do from now on; nothing takes all away.</param>
public sealed class GrantOperation(Grant grant) : IOperation<Grant>
{
    /// <inheritdoc/>
    public async ValueTask<Plan<Grant>> PlanAsync(PlanContext context, CancellationToken cancellationToken)
    {
        if (!AccessTokenFormat.IsId(grant.Token) || await context.Registry.TokenAsync(grant.Token, cancellationToken) is null)
            return new Refused<Grant>(new Refusal(RegistryRules.TokenNotFound, $"there is no token {grant.Token}"));
        if (await context.Registry.EntityAsync(grant.Entity, cancellationToken) is null)
            return new Refused<Grant>(new Refusal(RegistryRules.EntityNotFound, $"there is no entity {grant.Entity}"));
        if (await context.Registry.GrantsAsync(grant.Token, grant.Entity, cancellationToken) == grant.Grants) return new Unchanged<Grant>(grant);
        var path = RegistryPaths.Grant(grant.Token, grant.Entity);
        var changes = grant.Grants == Grants.None ? new ChangeSet().Remove(path) : new ChangeSet().Write(path, GrantFormat.Write(grant));
        return new Planned<Grant>(grant, changes, AccessMessages.For("grant", grant.Token, grant.Entity));
    }
}

/// <summary>Commit messages of changes of access.</summary>
file static class AccessMessages
{
    public static CommitMessage For(string action, string token, EntityName? entity = null)
    {
        List<KeyValuePair<string, string>> trailers = [new(CommitMessage.Action, action), new(CommitMessage.Token, token)];
        if (entity is not null) trailers.Add(new(CommitMessage.Entity, entity.ToString()));
        return new CommitMessage($"{action} {token}" + (entity is null ? "" : $" {entity}"), "", trailers);
    }
}
