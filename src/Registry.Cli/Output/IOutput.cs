using Registry.Core.Rules;

namespace Registry.Cli.Output;

/// <summary>Where a command's words go: results to stdout, everything else to stderr.</summary>
internal interface IOutput
{
    /// <summary>Whether results are one JSON document instead of text for people.</summary>
    bool IsJson { get; }

    /// <summary>Writes a result as JSON when that is asked for, else as text. Only what is asked for is called: JSON takes long to load.</summary>
    void Result<T>(T document, Func<T, string> json, Action<TextWriter> text);

    /// <summary>Writes a table for people.</summary>
    void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows);

    /// <summary>The writer of results for people; says nothing when results are JSON.</summary>
    TextWriter Text { get; }

    /// <summary>The writer of results, whatever their form: for results that are streamed line by line.</summary>
    TextWriter Raw { get; }

    /// <summary>Writes what is wrong, with the way out.</summary>
    void Problems(IReadOnlyList<Problem> problems);

    /// <summary>Says something that does not make the command fail.</summary>
    void Warn(string message);

    /// <summary>Says how far long work is; nothing when nobody looks.</summary>
    void Progress(string message);
}
