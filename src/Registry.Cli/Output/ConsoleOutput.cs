using System.Text.Json;
using Registry.Core.Rules;
using Spectre.Console;

namespace Registry.Cli.Output;

/// <summary>Writes to the console, or to the two writers that a test gives.</summary>
/// <param name="output">Takes results.</param>
/// <param name="error">Takes everything else.</param>
/// <param name="isJson">Whether results are JSON.</param>
/// <param name="isTerminal">Whether somebody looks at <paramref name="error"/>, so that progress is worth showing.</param>
/// <param name="width">Columns that a table may have; no limit when <see langword="null"/>.</param>
internal sealed class ConsoleOutput(TextWriter output, TextWriter error, bool isJson, bool isTerminal, int? width) : IOutput
{
    private const int Unlimited = 4000;

    private bool _progressShown;

    /// <inheritdoc/>
    public bool IsJson => isJson;

    /// <inheritdoc/>
    public TextWriter Text => isJson ? TextWriter.Null : output;

    /// <inheritdoc/>
    public TextWriter Raw => output;

    /// <summary>The process's console.</summary>
    public static ConsoleOutput OfProcess(bool isJson) => new(
        Console.Out, Console.Error, isJson, !Console.IsErrorRedirected, Console.IsOutputRedirected ? null : Math.Max(40, Console.WindowWidth));

    /// <inheritdoc/>
    public void Result<T>(T document, Func<T, string> json, Action<TextWriter> text)
    {
        ClearProgress();
        if (isJson) output.WriteLine(json(document));
        else text(output);
    }

    /// <inheritdoc/>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        ClearProgress();
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var heading in headings) table.AddColumn(new TableColumn(new Markup($"[bold]{heading.EscapeMarkup()}[/]")) { NoWrap = width is null });
        foreach (var row in rows) table.AddRow([.. row.Select(cell => new Markup(Printable.Text(cell).EscapeMarkup()))]);
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = width is null ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width ?? Unlimited;
        console.Write(table);
        foreach (var line in writer.ToString().AsSpan().TrimEnd().EnumerateLines()) output.WriteLine(line.TrimEnd().ToString());
    }

    /// <inheritdoc/>
    public void Problems(IReadOnlyList<Problem> problems)
    {
        ClearProgress();
        foreach (var problem in problems)
        {
            error.WriteLine(Printable.Text(problem.ToString()));
            error.WriteLine($"  {problem.Rule.Title}. {problem.Rule.WayOut}");
        }

        if (isJson) output.WriteLine(JsonSerializer.Serialize(ProblemsDocument.Of(problems), CliJson.Default.ProblemsDocument));
    }

    /// <inheritdoc/>
    public void Warn(string message)
    {
        ClearProgress();
        error.WriteLine($"warning: {Printable.Text(message)}");
    }

    /// <inheritdoc/>
    public void Progress(string message)
    {
        if (!isTerminal) return;
        error.Write($"\r\u001b[K{Printable.Text(message)}");
        error.Flush();
        _progressShown = true;
    }

    private void ClearProgress()
    {
        if (_progressShown) error.Write("\r\u001b[K");
        _progressShown = false;
    }
}
