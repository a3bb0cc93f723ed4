namespace Registry.Core.Access;

/// <summary>Who calls.</summary>
public enum CallerRole
{
    /// <summary>Somebody without a token.</summary>
    Anonymous,

    /// <summary>The holder of a token.</summary>
    User,

    /// <summary>The holder of an administrator's token.</summary>
    Administrator,
}

/// <summary>What a call demands of the entity that it is about.</summary>
public enum AccessNeed
{
    /// <summary>Nothing: it is about no entity.</summary>
    Nothing,

    /// <summary>That the caller may see it.</summary>
    See,

    /// <summary>That the caller may take its files.</summary>
    Download,

    /// <summary>The grant of that name.</summary>
    Upload,

    /// <summary>The grant of that name.</summary>
    Delete,

    /// <summary>The grant of that name.</summary>
    Maintain,
}

/// <summary>What a call of the service does.</summary>
public enum AccessOperation
{
#pragma warning disable CS1591 // The names say it; the table says the rest.
    ListEntities, CreateEntity, ReadEntity, ChangeEntity, DeleteEntity,
    ListVersions, ReadVersion, CompareVersions, InstallVersion, AddVersion, ChangeVersion, RevertVersion, ArchiveVersion, DeleteVersion,
    Upload, Download,
    ReadChannel, MoveChannel,
    ReadAccess, ChangeAccess,
    ReadEvents,
    ManageTokens,
#pragma warning restore CS1591
}

/// <summary>What an entity lets a caller do.</summary>
/// <param name="Visibility">Who may see it: <c>private</c>, <c>organization</c> or <c>public</c>.</param>
/// <param name="Grants">What the caller was granted.</param>
/// <param name="IsShared">Whether it is shared with the caller's token.</param>
public sealed record EntityAccess(string Visibility, Grants Grants, bool IsShared)
{
    /// <summary>The visibility of an entity that says nothing of it.</summary>
    public const string DefaultVisibility = "organization";
}

/// <summary>How a call is answered.</summary>
public enum AccessDecision
{
    /// <summary>The caller may.</summary>
    Allowed,

    /// <summary>Somebody has to say who he is.</summary>
    Unauthenticated,

    /// <summary>The caller may not.</summary>
    Forbidden,

    /// <summary>The caller is not told that there is such an entity.</summary>
    Hidden,
}

/// <summary>The one place that says who may do what: first what the role may call at all, then what the entity grants.</summary>
public static class AccessTable
{
    private static readonly Dictionary<AccessOperation, (CallerRole Role, AccessNeed Need)> s_table = new()
    {
        [AccessOperation.ListEntities] = (CallerRole.Anonymous, AccessNeed.Nothing),
        [AccessOperation.CreateEntity] = (CallerRole.User, AccessNeed.Nothing),
        [AccessOperation.ReadEntity] = (CallerRole.Anonymous, AccessNeed.See),
        [AccessOperation.ChangeEntity] = (CallerRole.User, AccessNeed.Maintain),
        [AccessOperation.DeleteEntity] = (CallerRole.User, AccessNeed.Maintain),
        [AccessOperation.ListVersions] = (CallerRole.Anonymous, AccessNeed.See),
        [AccessOperation.ReadVersion] = (CallerRole.Anonymous, AccessNeed.See),
        [AccessOperation.CompareVersions] = (CallerRole.Anonymous, AccessNeed.See),
        [AccessOperation.InstallVersion] = (CallerRole.Anonymous, AccessNeed.Download),
        [AccessOperation.AddVersion] = (CallerRole.User, AccessNeed.Upload),
        [AccessOperation.ChangeVersion] = (CallerRole.User, AccessNeed.Upload),
        [AccessOperation.RevertVersion] = (CallerRole.User, AccessNeed.Upload),
        [AccessOperation.ArchiveVersion] = (CallerRole.User, AccessNeed.Delete),
        [AccessOperation.DeleteVersion] = (CallerRole.User, AccessNeed.Delete),
        [AccessOperation.Upload] = (CallerRole.User, AccessNeed.Upload),
        [AccessOperation.Download] = (CallerRole.Anonymous, AccessNeed.Download),
        [AccessOperation.ReadChannel] = (CallerRole.Anonymous, AccessNeed.See),
        [AccessOperation.MoveChannel] = (CallerRole.User, AccessNeed.Maintain),
        [AccessOperation.ReadAccess] = (CallerRole.User, AccessNeed.Nothing),
        [AccessOperation.ChangeAccess] = (CallerRole.User, AccessNeed.Maintain),
        [AccessOperation.ReadEvents] = (CallerRole.Anonymous, AccessNeed.Nothing),
        [AccessOperation.ManageTokens] = (CallerRole.Administrator, AccessNeed.Nothing),
    };

    /// <summary>What an operation demands of its entity.</summary>
    public static AccessNeed NeedOf(AccessOperation operation) => s_table[operation].Need;

    /// <summary>What a caller lacks who may not call an operation, for messages.</summary>
    public static string NeedText(AccessOperation operation) => NeedOf(operation) switch
    {
        AccessNeed.Maintain => "the grant maintainer",
        AccessNeed.Nothing => "an administrator's token",
        var need => $"the grant {need.ToString().ToLowerInvariant()}",
    };

    /// <summary>The first tier: whether a role may call an operation at all.</summary>
    public static AccessDecision Decide(AccessOperation operation, CallerRole role) =>
        role >= s_table[operation].Role ? AccessDecision.Allowed : role == CallerRole.Anonymous ? AccessDecision.Unauthenticated : AccessDecision.Forbidden;

    /// <summary>Both tiers: whether a caller may do something with an entity that exists. Who may not see it is not told that it exists.</summary>
    public static AccessDecision Decide(AccessOperation operation, CallerRole role, EntityAccess entity)
    {
        if (Decide(operation, role) is var first and not AccessDecision.Allowed) return first;
        if (role == CallerRole.Administrator || NeedOf(operation) == AccessNeed.Nothing) return AccessDecision.Allowed;
        if (!MaySee(role, entity)) return AccessDecision.Hidden;
        return NeedOf(operation) switch
        {
            AccessNeed.See => AccessDecision.Allowed,
            AccessNeed.Download => MayDownload(role, entity) ? AccessDecision.Allowed : AccessDecision.Forbidden,
            AccessNeed.Upload => Granted(entity, Grants.Upload),
            AccessNeed.Delete => Granted(entity, Grants.Delete),
            _ => Granted(entity, Grants.Maintainer),
        };
    }

    /// <summary>Whether a caller is told that an entity exists, and what it has.</summary>
    public static bool MaySee(CallerRole role, EntityAccess entity) => MayDownload(role, entity) || entity.Grants != Grants.None;

    /// <summary>What a caller may do with an entity: what was granted, and what visibility and sharing add.</summary>
    public static Grants Effective(CallerRole role, EntityAccess entity) => role == CallerRole.Administrator
        ? Grants.All
        : MayDownload(role, entity) ? entity.Grants | Grants.Download : entity.Grants;

    private static bool MayDownload(CallerRole role, EntityAccess entity) => role == CallerRole.Administrator || entity.Visibility switch
    {
        "public" => true,
        "organization" => role >= CallerRole.User,
        _ => false,
    } || entity.IsShared || entity.Grants.HasFlag(Grants.Download);

    private static AccessDecision Granted(EntityAccess entity, Grants needed) => entity.Grants.HasFlag(needed) ? AccessDecision.Allowed : AccessDecision.Forbidden;
}
