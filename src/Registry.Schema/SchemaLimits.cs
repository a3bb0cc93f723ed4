namespace Registry.Schema;

/// <summary>What bounds the work on schemas and values. They are counted, not timed, so that a value is judged alike on every machine.</summary>
public static class SchemaLimits
{
    /// <summary>Objects and arrays inside each other, in a schema and in a value.</summary>
    public const int Depth = 64;

    /// <summary>JSON values in a schema.</summary>
    public const int SchemaNodes = 10_000;

    /// <summary>UTF-16 units of all names, strings and numbers of a schema.</summary>
    public const int SchemaCharacters = 262_144;

    /// <summary>JSON values in a value, before and after defaults.</summary>
    public const int ValueNodes = 100_000;

    /// <summary>UTF-16 units of all names, strings and numbers of a value.</summary>
    public const int ValueCharacters = 4_194_304;

    /// <summary>UTF-16 units of one property's name: it stands in the place of every fault beneath it.</summary>
    public const int NameCharacters = 1_024;

    /// <summary>Faults that are told; one more says that there are others.</summary>
    public const int Faults = 100;

    /// <summary>UTF-16 units of one pattern.</summary>
    public const int PatternCharacters = 1_000;

    /// <summary>Groups inside each other in one pattern.</summary>
    public const int PatternDepth = 50;

    /// <summary>Instructions of all patterns of a schema together, with repetitions written out.</summary>
    public const int PatternInstructions = 20_000;

    /// <summary>Steps of all patterns over one value together: the time limit of patterns. A second at worst on a slow core.</summary>
    public const int PatternSteps = 20_000_000;
}
