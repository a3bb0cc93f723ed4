namespace Registry.Cel;

/// <summary>What an expression may be and use, so that no expression holds anybody up.</summary>
public sealed record CelLimits
{
    /// <summary>How deep JSON may be nested that becomes a value.</summary>
    public const int MaxJsonDepth = 128;

    /// <summary>The highest <see cref="MaxDepth"/>: deeper trees could overflow the stack.</summary>
    public const int HighestDepth = 250;

    /// <summary>The longest expression, in UTF-16 code units.</summary>
    public int MaxExpressionLength { get; init; } = 20_000;

    /// <summary>How deep the tree of an expression may be; a chain such as <c>a + b + c</c> counts each link, <c>&amp;&amp;</c> and <c>||</c> count once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1 or above <see cref="HighestDepth"/>.</exception>
    public int MaxDepth
    {
        get;
        init => field = value is >= 1 and <= HighestDepth ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"The depth is between 1 and {HighestDepth}.");
    } = 200;

    /// <summary>How many macros with variables may be nested within each other.</summary>
    public int MaxComprehensionDepth { get; init; } = 8;

    /// <summary>How many steps an evaluation may take. Each operation is a step; so is each element, and each eighth byte or character, that one reads or writes.</summary>
    public long MaxCost { get; init; } = 1_000_000;

    /// <summary>How long a string, bytes or a list may be that an evaluation makes: UTF-16 code units, bytes or elements.</summary>
    public int MaxValueLength { get; init; } = 1_000_000;
}
