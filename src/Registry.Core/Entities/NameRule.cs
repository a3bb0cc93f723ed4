namespace Registry.Core.Entities;

/// <summary>The rule that namespaces, entity names and channel names follow (specification, part 3).</summary>
public static class NameRule
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What the rule allows, for messages.</summary>
    public const string Expected =
        "1 to 64 of a-z, 0-9, '.', '_', '-', starting and ending with a letter or digit, without '..', not ending in '.lock', and no Windows device name";

    /// <summary>Whether <paramref name="name"/> may be a namespace, an entity's name or a channel's name.</summary>
    public static bool IsValid(ReadOnlySpan<char> name)
    {
        if (name.Length is 0 or > MaxLength || !IsAlphanumeric(name[0]) || !IsAlphanumeric(name[^1])) return false;
        foreach (var c in name)
            if (!IsAlphanumeric(c) && c is not ('.' or '_' or '-'))
                return false;

        // A ref name may hold neither '..' nor a component that ends in '.lock' (git-check-ref-format).
        if (name.Contains("..", StringComparison.Ordinal) || name.EndsWith(".lock", StringComparison.Ordinal)) return false;

        // Windows takes 'con.txt' for the device as well.
        var dot = name.IndexOf('.');
        return !IsDevice(dot < 0 ? name : name[..dot]);
    }

    private static bool IsDevice(ReadOnlySpan<char> stem) => stem.Length switch
    {
        3 => stem is "con" or "prn" or "aux" or "nul",
        4 => char.IsAsciiDigit(stem[3]) && (stem.StartsWith("com", StringComparison.Ordinal) || stem.StartsWith("lpt", StringComparison.Ordinal)),
        _ => false,
    };

    private static bool IsAlphanumeric(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');
}
