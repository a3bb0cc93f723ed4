using System.Globalization;
using System.Text;

namespace Registry.Git.Leases;

/// <summary>What the object behind <see cref="RefLease.RefName"/> says.</summary>
/// <param name="Holder">Who holds the lease, for people to read.</param>
/// <param name="Id">Random, and another one for each process.</param>
/// <param name="Number">The fencing number: each holder's is higher than those of all before.</param>
/// <param name="Duration">How long a renewal is good for.</param>
/// <param name="Renewal">Makes the objects of one holder differ.</param>
/// <param name="IsFree">Whether the holder gave it back.</param>
public sealed record LeaseRecord(string Holder, string Id, long Number, TimeSpan Duration, int Renewal, bool IsFree)
{
    private const string Subject = "lease";

    /// <summary>Reads a commit's message; <see langword="null"/> when it is not that of a lease.</summary>
    internal static LeaseRecord? TryParse(string message)
    {
        var values = message.Split('\n').Select(line => line.Split(": ", 2)).Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
        if (!values.TryGetValue("Lease-Holder", out var holder) || !values.TryGetValue("Lease-Id", out var id)
            || !Whole("Lease-Number", out var number) || !Whole("Lease-Seconds", out var seconds) || !Whole("Lease-Renewal", out var renewal)
            || seconds < LeaseOptions.Limits.Shortest.TotalSeconds || seconds > LeaseOptions.Limits.Longest.TotalSeconds || renewal > int.MaxValue)
        {
            return null;
        }

        return new LeaseRecord(holder, id, number, TimeSpan.FromSeconds(seconds), (int)renewal, values.GetValueOrDefault("Lease-State") == "free");

        bool Whole(string key, out long value)
        {
            value = 0;
            return values.TryGetValue(key, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }
    }

    /// <summary>The commit's message.</summary>
    internal string Format() => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"{Subject} {Number} of {Holder}\n\nLease-Holder: {Holder}\nLease-Id: {Id}\nLease-Number: {Number}\n")
        .Append(CultureInfo.InvariantCulture, $"Lease-Seconds: {(long)Duration.TotalSeconds}\nLease-Renewal: {Renewal}\nLease-State: {(IsFree ? "free" : "held")}\n")
        .ToString();
}
