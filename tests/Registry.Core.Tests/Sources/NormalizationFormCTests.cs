using System.Globalization;
using System.Reflection;
using Registry.Core.Sources;

namespace Registry.Core.Tests.Sources;

/// <summary>Checks against texts that another implementation (Python's unicodedata, Unicode 14) normalised.</summary>
public sealed class NormalizationFormCTests
{
    [Fact]
    public void EveryVectorIsNormalisedAsElsewhere()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("nfc-vectors.txt")!;
        using var reader = new StreamReader(stream);
        var count = 0;
        while (reader.ReadLine() is { } line)
        {
            var sides = line.Split(';').Select(Text).ToArray();

            Assert.Equal(sides[1], NormalizationFormC.Normalize(sides[0]));
            Assert.Equal(sides[1], NormalizationFormC.Normalize(sides[1]));
            count++;
        }

        Assert.True(count > 1000);
    }

    private static string Text(string points) =>
        string.Concat(points.Split(' ').Select(point => char.ConvertFromUtf32(int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
}
