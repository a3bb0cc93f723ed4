using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Registry.Server.Telemetry;

/// <summary>What the service measures, as text that Prometheus scrapes (exposition format 0.0.4). Its own exporter for .NET has no stable release.</summary>
internal sealed class MetricsPage : IDisposable
{
    private static readonly HashSet<string> s_meters = new(StringComparer.Ordinal) { ServerMetrics.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel" };
    private static readonly double[] s_buckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 300];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    /// <summary>Begins to listen.</summary>
    public MetricsPage()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (s_meters.Contains(instrument.Meter.Name)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>The page.</summary>
    public string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in _series.GroupBy(series => series.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var name = NameOf(group.Key);
            text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(group.Key.Description ?? "")).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(KindOf(group.Key)).Append('\n');
            foreach (var ((_, labels), series) in group.OrderBy(series => series.Key.Labels, StringComparer.Ordinal)) series.Write(text, name, labels, IsHistogram(group.Key));
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _series.GetOrAdd((instrument, Labels(tags)), _ => new Series());
        if (IsHistogram(instrument)) series.Record(value);
        else if (instrument.IsObservable) series.Set(value);
        else series.Add(value);
    }

    private static bool IsHistogram(Instrument instrument) => instrument is Histogram<double> or Histogram<long> or Histogram<int>;

    private static string KindOf(Instrument instrument) => instrument switch
    {
        _ when IsHistogram(instrument) => "histogram",
        Counter<long> or Counter<int> or Counter<double> or ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double> => "counter",
        _ => "gauge",
    };

    private static string NameOf(Instrument instrument)
    {
        var name = Sanitized(instrument.Name) + (instrument.Unit == "s" ? "_seconds" : "");
        return KindOf(instrument) == "counter" ? name + "_total" : name;
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0) return "";
        var labels = new List<string>();
        foreach (var (key, value) in tags) labels.Add($"{Sanitized(key)}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static string Sanitized(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private sealed class Series
    {
        private readonly Lock _lock = new();
        private readonly long[] _counts = new long[s_buckets.Length];
        private double _value;
        private long _count;

        public void Set(double value)
        {
            lock (_lock) _value = value;
        }

        public void Add(double value)
        {
            lock (_lock) _value += value;
        }

        public void Record(double value)
        {
            lock (_lock)
            {
                _value += value;
                _count++;
                for (var i = 0; i < s_buckets.Length; i++)
                    if (value <= s_buckets[i]) _counts[i]++;
            }
        }

        public void Write(StringBuilder text, string name, string labels, bool isHistogram)
        {
            lock (_lock)
            {
                if (!isHistogram)
                {
                    Line(text, name, labels, _value);
                    return;
                }

                var more = labels.Length == 0 ? "" : labels + ",";
                for (var i = 0; i < s_buckets.Length; i++) Line(text, name + "_bucket", string.Create(CultureInfo.InvariantCulture, $"{more}le=\"{s_buckets[i]}\""), _counts[i]);
                Line(text, name + "_bucket", $"{more}le=\"+Inf\"", _count);
                Line(text, name + "_sum", labels, _value);
                Line(text, name + "_count", labels, _count);
            }
        }

        private static void Line(StringBuilder text, string name, string labels, double value)
        {
            text.Append(name);
            if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
            text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }
    }
}
