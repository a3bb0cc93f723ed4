namespace Registry.Core.Access;

/// <summary>What a token may do with an entity. None implies another.</summary>
[Flags]
public enum Grants
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Change the entity, move its channels, and say who else may use it.</summary>
    Maintainer = 1,

    /// <summary>See the entity and take its files, whatever its visibility.</summary>
    Download = 2,

    /// <summary>Add versions, and say things about them.</summary>
    Upload = 4,

    /// <summary>Archive and delete versions.</summary>
    Delete = 8,

    /// <summary>What the creator of an entity gets.</summary>
    All = Maintainer | Download | Upload | Delete,
}
