using System.Text;

namespace Registry.Core.Store;

/// <summary>A commit message: one subject line, an optional body, and trailers (specification, part 4, rule 9).</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Free text, such as a reason; empty for none.</param>
/// <param name="Trailers">Key and value, in the order in which they are written; values have no line breaks.</param>
public sealed record CommitMessage(string Subject, string Body, IReadOnlyList<KeyValuePair<string, string>> Trailers)
{
    /// <summary>Trailer of the action's name.</summary>
    public const string Action = "Registry-Action";

    /// <summary>Trailer of the entity's name.</summary>
    public const string Entity = "Registry-Entity";

    /// <summary>Trailer of the version's id.</summary>
    public const string Version = "Registry-Version";

    /// <summary>Trailer of the channel's name.</summary>
    public const string Channel = "Registry-Channel";

    /// <summary>Trailer of the key of a move that a policy made.</summary>
    public const string Key = "Registry-Key";

    /// <summary>Trailer of the source hash.</summary>
    public const string SourceHash = "Registry-Source-Hash";

    /// <summary>Trailer of the token in whose name the service made the change.</summary>
    public const string By = "Registry-By";

    /// <summary>Trailer of the id of a token that was made, removed, or granted something.</summary>
    public const string Token = "Registry-Token";

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(OneLine(Subject)).Append('\n');
        if (Body.Length > 0) text.Append('\n').Append(Defused(Body)).Append('\n');
        text.Append('\n');
        foreach (var (key, value) in Trailers) text.Append(key).Append(": ").Append(OneLine(value)).Append('\n');
        return text.ToString();
    }

    /// <summary>Line breaks in a value would start a trailer of somebody else's making.</summary>
    private static string OneLine(string value) => value.ReplaceLineEndings(" ").Trim();

    /// <summary>A body line that looks like a trailer of ours is indented, so that no reader takes it for one.</summary>
    private static string Defused(string body) =>
        string.Join('\n', body.ReplaceLineEndings("\n").Split('\n')
            .Select(line => line.StartsWith("Registry-", StringComparison.OrdinalIgnoreCase) ? "  " + line : line)).Trim('\n');
}
