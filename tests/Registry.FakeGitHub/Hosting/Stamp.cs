using System.Globalization;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Times as GitHub writes them.</summary>
internal static class Stamp
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Format(DateTimeOffset? time) => time is { } known ? Format(known) : null;
}
