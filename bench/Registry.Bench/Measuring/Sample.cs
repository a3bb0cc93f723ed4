namespace Registry.Bench.Measuring;

/// <summary>What several runs of the same thing gave.</summary>
internal sealed class Sample
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Min => _values.Min();

    public double Max => _values.Max();

    public double Median
    {
        get
        {
            double[] sorted = [.. _values.Order()];
            var middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    public void Add(double value) => _values.Add(value);

    /// <summary>Seconds: the median, and the range.</summary>
    public override string ToString() => Count == 1 ? Units.Time(Median) : $"{Units.Time(Median)} ({Units.Time(Min)}–{Units.Time(Max)})";
}
