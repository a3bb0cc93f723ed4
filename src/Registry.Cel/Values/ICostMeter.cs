namespace Registry.Cel.Values;

/// <summary>Counts what an evaluation costs, and ends it when that is too much.</summary>
internal interface ICostMeter
{
    /// <summary>Counts steps.</summary>
    void Charge(long steps);

    /// <summary>Counts bytes, or characters, that were read or written.</summary>
    void ChargeBytes(long count);
}
