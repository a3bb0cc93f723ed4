using System.Globalization;
using System.Reflection;
using System.Text;

namespace Registry.Core.Sources;

/// <summary>
/// Unicode normalisation form C (<see href="https://www.unicode.org/reports/tr15/">UAX #15</see>), the same on every machine.
/// The framework's own depends on the machine: without ICU, or where globalisation is invariant, it leaves text as it is.
/// The data are the canonical decompositions and combining classes of Unicode 14; Unicode's stability policy keeps them.
/// </summary>
internal static class NormalizationFormC
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28;
    private const int HangulCount = LeadCount * VowelCount * TailCount;

    private static readonly Lazy<Tables> s_tables = new(Tables.Load);

    /// <summary>The normalised text.</summary>
    public static string Normalize(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var tables = s_tables.Value;
        List<int> points = [];
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, tables, points);
        Order(points, tables);
        Compose(points, tables);
        var normalized = new StringBuilder(text.Length);
        foreach (var point in points) normalized.Append(char.ConvertFromUtf32(point));
        return normalized.ToString();
    }

    private static void Decompose(int point, Tables tables, List<int> into)
    {
        if (point - HangulBase is >= 0 and < HangulCount and var hangul)
        {
            into.Add(LeadBase + (hangul / (VowelCount * TailCount)));
            into.Add(VowelBase + (hangul % (VowelCount * TailCount) / TailCount));
            if (hangul % TailCount > 0) into.Add(TailBase + (hangul % TailCount));
        }
        else if (tables.Decompositions.TryGetValue(point, out var parts))
        {
            foreach (var part in parts) Decompose(part, tables, into);
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>Puts combining marks into the order of their classes; marks of one class keep theirs.</summary>
    private static void Order(List<int> points, Tables tables)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var (point, rank) = (points[i], tables.ClassOf(points[i]));
            var at = i;
            while (rank > 0 && at > 0 && tables.ClassOf(points[at - 1]) > rank)
            {
                points[at] = points[at - 1];
                at--;
            }

            points[at] = point;
        }
    }

    private static void Compose(List<int> points, Tables tables)
    {
        var (starter, count, lastClass) = (-1, 0, 0);
        foreach (var point in points.ToArray())
        {
            var rank = tables.ClassOf(point);
            var isBlocked = starter >= 0 && count - 1 > starter && (lastClass >= rank || lastClass == 0);
            if (starter >= 0 && !isBlocked && Pair(points[starter], point, tables) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (rank == 0) starter = count;
            lastClass = rank;
            points[count++] = point;
        }

        points.RemoveRange(count, points.Count - count);
    }

    private static int? Pair(int first, int second, Tables tables)
    {
        if (first - LeadBase is >= 0 and < LeadCount and var lead && second - VowelBase is >= 0 and < VowelCount and var vowel)
            return HangulBase + (((lead * VowelCount) + vowel) * TailCount);
        if (first - HangulBase is >= 0 and < HangulCount and var syllable && syllable % TailCount == 0 && second - TailBase is > 0 and < TailCount and var tail)
            return first + tail;
        return tables.Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private sealed record Tables(Dictionary<int, int> Classes, Dictionary<int, int[]> Decompositions, Dictionary<(int, int), int> Compositions)
    {
        public int ClassOf(int point) => Classes.GetValueOrDefault(point);

        /// <summary>Reads lines of code point, combining class and decomposition; a plus marks what is composed again.</summary>
        public static Tables Load()
        {
            var tables = new Tables([], [], []);
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("canonical-composition.txt")!;
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                var parts = line.Split(';');
                var point = Hex(parts[0]);
                if (parts[1].Length > 0) tables.Classes.Add(point, int.Parse(parts[1], CultureInfo.InvariantCulture));
                if (parts[2].Length == 0) continue;
                var decomposition = parts[2].TrimStart('+').Split(' ').Select(Hex).ToArray();
                tables.Decompositions.Add(point, decomposition);
                if (parts[2][0] == '+') tables.Compositions.Add((decomposition[0], decomposition[1]), point);
            }

            return tables;
        }

        private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
