namespace Registry.Bench.Measuring;

/// <summary>One side of a comparison.</summary>
/// <param name="Run">Runs it, the how-many-th time, and tells the seconds that count.</param>
internal sealed record Side(Func<int, Task<double>> Run)
{
    /// <summary>Measures sides against each other, one run of each in turn, so that what else the machine does meets all alike.</summary>
    /// <param name="warmUps">Runs of each that do not count.</param>
    /// <param name="runs">Runs of each that count.</param>
    /// <param name="sides">The sides.</param>
    public static async Task<IReadOnlyList<Sample>> InterleaveAsync(int warmUps, int runs, params IReadOnlyList<Side> sides)
    {
        List<Sample> samples = [.. sides.Select(_ => new Sample())];
        for (var run = 0; run < warmUps + runs; run++)
        {
            for (var side = 0; side < sides.Count; side++)
            {
                var seconds = await sides[side].Run(run);
                if (run >= warmUps) samples[side].Add(seconds);
            }
        }

        return samples;
    }
}
