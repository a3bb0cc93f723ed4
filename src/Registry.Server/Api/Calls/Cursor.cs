using System.Buffers.Text;
using System.Text;
using Registry.Core.Rules;

namespace Registry.Server.Api.Calls;

/// <summary>Where a list goes on, as callers see it: a text that says nothing to them, so that it may change.</summary>
internal static class Cursor
{
    private const string Prefix = "1:";

    /// <summary>The cursor behind an item.</summary>
    public static string After(string item) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Prefix + item));

    /// <summary>The item that a cursor stands behind.</summary>
    /// <param name="cursor">What the caller sent; <see langword="null"/> for the beginning.</param>
    /// <param name="parse">Parses the item.</param>
    /// <exception cref="CallRefusedException">It is no cursor.</exception>
    public static T? Read<T>(string? cursor, Func<string, T?> parse)
    {
        if (cursor is null) return default;
        if (cursor.Length <= 512 && Base64Url.IsValid(cursor) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)) is var text && text.StartsWith(Prefix, StringComparison.Ordinal)
            && parse(text[Prefix.Length..]) is { } item) return item;
        throw new CallRefusedException(RegistryRules.BadCall, "'after' is no cursor; send what 'pagination.next' of the page before says");
    }
}
