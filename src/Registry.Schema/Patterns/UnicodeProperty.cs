using System.Globalization;

namespace Registry.Schema.Patterns;

/// <summary>The properties of <c>\p{…}</c>: general categories by all their names, and <c>Any</c>, <c>ASCII</c> and <c>Assigned</c>.</summary>
internal static class UnicodeProperty
{
    /// <summary>Names as in PropertyValueAliases.txt of Unicode; the first one has the letter of the group and the letter of the category.</summary>
    private static readonly (UnicodeCategory Category, string[] Names)[] s_categories =
    [
        (UnicodeCategory.UppercaseLetter, ["Lu", "Uppercase_Letter"]), (UnicodeCategory.LowercaseLetter, ["Ll", "Lowercase_Letter"]),
        (UnicodeCategory.TitlecaseLetter, ["Lt", "Titlecase_Letter"]), (UnicodeCategory.ModifierLetter, ["Lm", "Modifier_Letter"]),
        (UnicodeCategory.OtherLetter, ["Lo", "Other_Letter"]), (UnicodeCategory.NonSpacingMark, ["Mn", "Nonspacing_Mark"]),
        (UnicodeCategory.SpacingCombiningMark, ["Mc", "Spacing_Mark"]), (UnicodeCategory.EnclosingMark, ["Me", "Enclosing_Mark"]),
        (UnicodeCategory.DecimalDigitNumber, ["Nd", "Decimal_Number", "digit"]), (UnicodeCategory.LetterNumber, ["Nl", "Letter_Number"]),
        (UnicodeCategory.OtherNumber, ["No", "Other_Number"]), (UnicodeCategory.SpaceSeparator, ["Zs", "Space_Separator"]),
        (UnicodeCategory.LineSeparator, ["Zl", "Line_Separator"]), (UnicodeCategory.ParagraphSeparator, ["Zp", "Paragraph_Separator"]),
        (UnicodeCategory.Control, ["Cc", "Control", "cntrl"]), (UnicodeCategory.Format, ["Cf", "Format"]),
        (UnicodeCategory.Surrogate, ["Cs", "Surrogate"]), (UnicodeCategory.PrivateUse, ["Co", "Private_Use"]),
        (UnicodeCategory.OtherNotAssigned, ["Cn", "Unassigned"]), (UnicodeCategory.ConnectorPunctuation, ["Pc", "Connector_Punctuation"]),
        (UnicodeCategory.DashPunctuation, ["Pd", "Dash_Punctuation"]), (UnicodeCategory.OpenPunctuation, ["Ps", "Open_Punctuation"]),
        (UnicodeCategory.ClosePunctuation, ["Pe", "Close_Punctuation"]), (UnicodeCategory.InitialQuotePunctuation, ["Pi", "Initial_Punctuation"]),
        (UnicodeCategory.FinalQuotePunctuation, ["Pf", "Final_Punctuation"]), (UnicodeCategory.OtherPunctuation, ["Po", "Other_Punctuation"]),
        (UnicodeCategory.MathSymbol, ["Sm", "Math_Symbol"]), (UnicodeCategory.CurrencySymbol, ["Sc", "Currency_Symbol"]),
        (UnicodeCategory.ModifierSymbol, ["Sk", "Modifier_Symbol"]), (UnicodeCategory.OtherSymbol, ["So", "Other_Symbol"]),
    ];

    private static readonly (string[] Names, string[] Categories)[] s_groups =
    [
        (["L", "Letter"], ["Lu", "Ll", "Lt", "Lm", "Lo"]), (["LC", "Cased_Letter"], ["Lu", "Ll", "Lt"]),
        (["M", "Mark", "Combining_Mark"], ["Mn", "Mc", "Me"]), (["N", "Number"], ["Nd", "Nl", "No"]),
        (["P", "Punctuation", "punct"], ["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"]), (["S", "Symbol"], ["Sm", "Sc", "Sk", "So"]),
        (["Z", "Separator"], ["Zs", "Zl", "Zp"]), (["C", "Other"], ["Cc", "Cf", "Cs", "Co", "Cn"]),
    ];

    private static readonly Lazy<Dictionary<string, CodePointSet>> s_sets = new(Sets);

    /// <summary>The set of what stands between the braces; <see langword="null"/> for a property that is not offered.</summary>
    public static CodePointSet? Find(string expression) => expression switch
    {
        "Any" => CodePointSet.Any,
        "ASCII" => new((0, 0x7F)),
        "Assigned" => s_sets.Value["Cn"].Complement(),
        _ => s_sets.Value.GetValueOrDefault(Value(expression)),
    };

    private static string Value(string expression) =>
        expression.Split('=') is ["gc" or "General_Category", var value] ? value : expression;

    private static Dictionary<string, CodePointSet> Sets()
    {
        var ranges = s_categories.ToDictionary(entry => entry.Category, _ => new List<(int First, int Last)>());
        for (var point = 0; point <= 0x10FFFF; point++)
        {
            var found = ranges[CharUnicodeInfo.GetUnicodeCategory(point)];
            if (found.Count > 0 && found[^1].Last == point - 1) found[^1] = (found[^1].First, point);
            else found.Add((point, point));
        }
        Dictionary<string, CodePointSet> sets = new(StringComparer.Ordinal);
        foreach (var (category, names) in s_categories) Add(sets, names, new(ranges[category]));
        foreach (var (names, categories) in s_groups) Add(sets, names, CodePointSet.Union(categories.Select(name => sets[name])));
        return sets;
    }

    private static void Add(Dictionary<string, CodePointSet> sets, string[] names, CodePointSet set)
    {
        foreach (var name in names) sets.Add(name, set);
    }
}
