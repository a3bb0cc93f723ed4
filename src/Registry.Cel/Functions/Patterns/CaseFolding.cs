namespace Registry.Cel.Functions.Patterns;

/// <summary>Which characters are the same but for their case.</summary>
internal static class CaseFolding
{
    // Letters beyond ASCII that Unicode folds to those of ASCII, where .NET does not.
    private const char KelvinSign = '\u212a';
    private const char LongS = '\u017f';

    private static readonly Lazy<ILookup<char, char>> s_groups = new(() => Enumerable.Range(0, 0xd800).Select(unit => (char)unit).Where(c => Key(c) != c || char.ToUpperInvariant(c) != c).ToLookup(Key));

    /// <summary>The character in its other cases.</summary>
    public static IEnumerable<char> Others(char c) => char.IsSurrogate(c) ? [] : s_groups.Value[Key(c)];

    private static char Key(char c) => c switch
    {
        KelvinSign => 'k',
        LongS => 's',
        _ => char.ToLowerInvariant(char.ToUpperInvariant(c)),
    };
}
