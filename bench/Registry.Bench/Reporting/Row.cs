using Registry.Bench.Measuring;

namespace Registry.Bench.Reporting;

/// <summary>A line of the result.</summary>
internal sealed record Row(string What, string Ours, string Peer)
{
    public double? Ratio { get; init; }

    public string Required { get; init; } = "";

    /// <summary>Whether what is required is reached; <see langword="null"/> when nothing is.</summary>
    public bool? Met { get; init; }

    /// <summary>A comparison of which at most, or at least, this ratio is required.</summary>
    public static Row Of(string what, Sample ours, string peerName, Sample peer, double? most = null, string note = "")
    {
        var ratio = ours.Median / peer.Median;
        return new Row(what, ours + note, $"{peerName}: {peer}")
        {
            Ratio = ratio,
            Required = most is { } limit ? $"≤ {limit}" : "",
            Met = most is null ? null : ratio <= most,
        };
    }

    /// <summary>A number with a limit.</summary>
    public static Row Limit(string what, string ours, double value, double most, string required) =>
        new(what, ours, "") { Required = required, Met = value <= most };

    public override string ToString() =>
        $"| {What} | {Ours} | {Peer} | {(Ratio is { } ratio ? Units.Ratio(ratio) : "")} | {Required} | {Met switch { true => "yes", false => "**no**", null => "" }} |";
}
