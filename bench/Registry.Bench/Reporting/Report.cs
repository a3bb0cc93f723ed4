using System.Text;

namespace Registry.Bench.Reporting;

/// <summary>The rows, as a table for people and in a document.</summary>
internal sealed class Report(string machine)
{
    private const string Begin = "<!-- generated: begin -->";
    private const string End = "<!-- generated: end -->";

    private readonly List<Row> _rows = [];
    private readonly List<string> _notes = [];

    public bool AllMet => _rows.All(row => row.Met is not false);

    public void Add(Row row)
    {
        _rows.Add(row);
        Console.WriteLine(row);
    }

    /// <summary>Says below the table how something was measured.</summary>
    public void Note(string note)
    {
        if (!_notes.Contains(note, StringComparer.Ordinal)) _notes.Add(note);
    }

    /// <summary>Rewrites what stands between the markers, or adds it at the end of a document without them.</summary>
    public async Task WriteAsync(string file)
    {
        var text = File.Exists(file) ? await File.ReadAllTextAsync(file) : $"# Performance\n\n{Begin}\n{End}\n";
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) (text, begin, end) = (text + $"\n{Begin}\n{End}\n", text.Length + 1, text.Length + 2 + Begin.Length);
        await File.WriteAllTextAsync(file, $"{text[..(begin + Begin.Length)]}\n{Body()}{text[end..]}");
    }

    private string Body()
    {
        var body = new StringBuilder();
        body.Append(machine).Append("\n\nLoad average at the end: ").Append(Machine.Load()).Append(".\n\n");
        body.Append("| what | ours | beside it | ratio | required | met |\n|---|---|---|---|---|---|\n");
        foreach (var row in _rows) body.Append(row).Append('\n');
        body.Append('\n');
        foreach (var note in _notes) body.Append("- ").Append(note).Append('\n');
        return body.ToString();
    }
}
