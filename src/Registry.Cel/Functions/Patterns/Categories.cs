using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Registry.Cel.Functions.Patterns;

/// <summary>
/// The code points of Unicode's general categories, such as <c>L</c> and <c>Lu</c>, as far as they have one UTF-16 unit: written as pairs, the others
/// would make patterns that take seconds to compile.
/// </summary>
internal static class Categories
{
    private static readonly string[] s_names =
        ["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"];

    private static readonly ConcurrentDictionary<string, CodePointSet> s_sets = new(StringComparer.Ordinal);

    public static bool TryGet(string name, [NotNullWhen(true)] out CodePointSet? set)
    {
        set = s_names.Any(known => known == name || known[..1] == name) ? s_sets.GetOrAdd(name, Find) : null;
        return set is not null;
    }

    private static CodePointSet Find(string name)
    {
        var set = new CodePointSet();
        var from = -1;
        for (var point = 0; point <= 0x10000; point++)
        {
            var belongs = point < 0x10000 && (int)CharUnicodeInfo.GetUnicodeCategory(point) is var category && category < s_names.Length && s_names[category].StartsWith(name, StringComparison.Ordinal);
            if (belongs && from < 0) from = point;
            if (belongs || from < 0) continue;
            set.Add(from, point - 1);
            from = -1;
        }

        return set;
    }
}
