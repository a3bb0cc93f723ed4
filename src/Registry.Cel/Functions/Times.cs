using Registry.Cel.Syntax;
using Registry.Cel.Types;
using Registry.Cel.Values;

namespace Registry.Cel.Functions;

/// <summary>Timestamps and durations.</summary>
internal static class Times
{
    private const long Second = 1_000_000_000;

    // A name may have to be looked up on the disk.
    private const long CostOfZone = 500;

    public static Library Library { get; } = Build();

    private static Library Build()
    {
        var library = new Library()
            .Global(Operators.Add, [CelType.Timestamp, CelType.Duration], CelType.Timestamp, static (_, a) => Shift((CelTimestamp)a[0], ((CelDuration)a[1]).Nanoseconds))
            .Global(Operators.Add, [CelType.Duration, CelType.Timestamp], CelType.Timestamp, static (_, a) => Shift((CelTimestamp)a[1], ((CelDuration)a[0]).Nanoseconds))
            .Global(Operators.Add, [CelType.Duration, CelType.Duration], CelType.Duration, static (_, a) => Length((Int128)((CelDuration)a[0]).Nanoseconds + ((CelDuration)a[1]).Nanoseconds))
            .Global(Operators.Subtract, [CelType.Timestamp, CelType.Duration], CelType.Timestamp, static (_, a) => Shift((CelTimestamp)a[0], -(Int128)((CelDuration)a[1]).Nanoseconds))
            .Global(Operators.Subtract, [CelType.Timestamp, CelType.Timestamp], CelType.Duration, static (_, a) => Length(Nanoseconds((CelTimestamp)a[0]) - Nanoseconds((CelTimestamp)a[1])))
            .Global(Operators.Subtract, [CelType.Duration, CelType.Duration], CelType.Duration, static (_, a) => Length((Int128)((CelDuration)a[0]).Nanoseconds - ((CelDuration)a[1]).Nanoseconds))
            .Member("getHours", [CelType.Duration], CelType.Int, static (_, a) => CelInt.Of(((CelDuration)a[0]).Nanoseconds / (3600 * Second)))
            .Member("getMinutes", [CelType.Duration], CelType.Int, static (_, a) => CelInt.Of(((CelDuration)a[0]).Nanoseconds / (60 * Second)))
            .Member("getSeconds", [CelType.Duration], CelType.Int, static (_, a) => CelInt.Of(((CelDuration)a[0]).Nanoseconds / Second))
            .Member("getMilliseconds", [CelType.Duration], CelType.Int, static (_, a) => CelInt.Of(((CelDuration)a[0]).Nanoseconds % Second / 1_000_000));
        Getter(library, "getFullYear", static time => time.Year);
        Getter(library, "getMonth", static time => time.Month - 1);
        Getter(library, "getDate", static time => time.Day);
        Getter(library, "getDayOfMonth", static time => time.Day - 1);
        Getter(library, "getDayOfWeek", static time => time.DayOfWeek);
        Getter(library, "getDayOfYear", static time => time.DayOfYear);
        Getter(library, "getHours", static time => time.SecondOfDay / 3600);
        Getter(library, "getMinutes", static time => time.SecondOfDay / 60 % 60);
        Getter(library, "getSeconds", static time => time.SecondOfDay % 60);
        Getter(library, "getMilliseconds", static time => time.Nanoseconds / 1_000_000);
        return library;
    }

    private static void Getter(Library library, string name, Func<LocalTime, long> part) => library
        .Member(name, [CelType.Timestamp], CelType.Int, (_, a) => CelInt.Of(part(LocalTime.Of((CelTimestamp)a[0], 0))))
        .Member(name, [CelType.Timestamp, CelType.String], CelType.Int, (_, a) => LocalTime.Of((CelTimestamp)a[0], Texts.Text(a[1])) is { } local
            ? CelInt.Of(part(local))
            : Library.Fail("the time zone is neither a name of the IANA database nor an offset such as +02:00"), CostOfZone);

    private static CelValue Shift(CelTimestamp time, Int128 by)
    {
        var sum = Nanoseconds(time) + by;
        var seconds = sum / Second;
        if (sum % Second < 0) seconds--;
        return (CelValue?)CelTimestamp.From((long)seconds, (int)(sum - (seconds * Second))) ?? Library.Fail("the timestamp is out of range");
    }

    private static Int128 Nanoseconds(CelTimestamp time) => ((Int128)time.Seconds * Second) + time.Nanoseconds;

    private static CelValue Length(Int128 nanoseconds) =>
        nanoseconds < long.MinValue || nanoseconds > long.MaxValue ? Library.Fail("the duration is out of range") : new CelDuration((long)nanoseconds);
}
