using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Registry.Cel.Checking;
using Registry.Cel.Syntax;
using Registry.Cel.Values;

namespace Registry.Cel.Functions.Patterns;

/// <summary>A regular expression of RE2 (https://github.com/google/re2/wiki/Syntax), run in time linear in the text.</summary>
internal sealed class TextPattern
{
    /// <summary>The longest, in UTF-16 code units.</summary>
    public const int MaxLength = 1000;

    // https://github.com/dotnet/runtime: SymbolicRegexThresholds.NfaThreshold
    private const int MaxStates = 10_000;

    // Patterns are linear and texts are limited, so that this is met by no text that is.
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;
    private readonly long _weight;
    private readonly PatternScope _scope;

    private TextPattern(Regex regex, long weight, PatternScope scope) => (_regex, _weight, _scope) = (regex, weight, scope);

    /// <summary>Compiles a pattern; false, with why, when it is not one.</summary>
    public static bool TryCreate(string text, [NotNullWhen(true)] out TextPattern? pattern, out string? fault)
    {
        (pattern, fault) = (null, null);
        try
        {
            if (text.Length > MaxLength) throw new PatternException($"longer than {MaxLength} characters");
            var (translated, scope, weight) = PatternTranslator.Translate(text);
            pattern = new TextPattern(new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, s_timeout), weight, scope);
            return true;
        }
        catch (PatternException error)
        {
            fault = $"invalid regular expression: {error.Message}";
        }
        catch (NotSupportedException)
        {
            fault = "invalid regular expression: too large";
        }

        return false;
    }

    /// <summary>The pattern that a call of <c>matches</c> has written out; null when it has none.</summary>
    public static CelString? LiteralOf(Invocation call) =>
        call.Function.Name == "matches" && call.Arguments.Count == 2 ? (call.Arguments[1] as Literal)?.Value as CelString : null;

    /// <summary>The steps that compiling a pattern costs. Sets of Unicode's categories are large.</summary>
    public static long CostOf(string text) => 1000 + (20L * text.Length) + (40_000L * (text.AsSpan().Count("\\p") + text.AsSpan().Count("\\P")));

    /// <summary>
    /// The steps that a match costs: each character may lead to a new state of the automaton, as long as .NET keeps making them, and each state
    /// is as large as the pattern.
    /// </summary>
    public long CostOfMatch(string text) => 1 + (_weight * Math.Min(text.Length, MaxStates) / 2) + (text.Length * (8 + _weight) / 16);

    /// <summary>Whether a part of the text matches; null, with why, when that cannot be said.</summary>
    public bool? IsMatch(string text, out string? fault)
    {
        fault = _scope switch
        {
            PatternScope.Ascii when !Ascii.IsValid(text) => "\\b and \\B are supported on ASCII text only",
            PatternScope.BasicPlane when text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') => "\\p and \\P are supported on text of the basic multilingual plane only",
            _ => null,
        };
        if (fault is not null) return null;

        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            fault = "the regular expression takes too long";
            return null;
        }
    }
}
