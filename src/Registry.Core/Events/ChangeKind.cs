namespace Registry.Core.Events;

/// <summary>What a change of one file of an entity means.</summary>
public enum ChangeKind
{
    /// <summary>An entity was created.</summary>
    EntityCreated,

    /// <summary>An entity's settings were changed.</summary>
    EntityChanged,

    /// <summary>An entity was deleted.</summary>
    EntityDeleted,

    /// <summary>A version was added.</summary>
    VersionAdded,

    /// <summary>A draft was changed, or listed.</summary>
    VersionChanged,

    /// <summary>A version was deleted.</summary>
    VersionDeleted,

    /// <summary>What people say of a version changed: alias, comment, status, archived.</summary>
    VersionAnnotated,

    /// <summary>A version's files were published.</summary>
    VersionPublished,

    /// <summary>A channel points at another version, or at the same with another reason or hold.</summary>
    ChannelMoved,
}
