using Registry.Core.Rules;

namespace Registry.Server.Api.Calls;

/// <summary>How much a page holds, and how much is looked at for it.</summary>
internal static class PageSize
{
    /// <summary>Items of a page when the caller does not say.</summary>
    public const int Default = 50;

    /// <summary>The most items of a page.</summary>
    public const int Most = 200;

    /// <summary>How many things are looked at for a page. One with fewer items, or none, may be followed by more.</summary>
    public const int MostLooks = 2000;

    /// <summary>The number of items that a caller asks for.</summary>
    /// <exception cref="CallRefusedException">It is out of bounds.</exception>
    public static int Of(int? limit) => limit is null or (> 0 and <= Most) ? limit ?? Default : throw new CallRefusedException(RegistryRules.BadCall, $"'limit' is {limit}; expected 1 to {Most}");
}
