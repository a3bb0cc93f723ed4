namespace Registry.Core.Versions;

/// <summary>Who owns what a version installs.</summary>
public enum OwnerType
{
    /// <summary>Whoever runs the platform that it is installed on.</summary>
    Platform,

    /// <summary>Whoever installs it.</summary>
    Customer,
}

/// <summary>Owner types as text.</summary>
public static class OwnerTypes
{
    /// <summary>What an owner type looks like, for messages.</summary>
    public const string Expected = "platform or customer";

    /// <summary>How an owner type is written.</summary>
    public static string Format(OwnerType type) => type == OwnerType.Customer ? "customer" : "platform";

    /// <summary>Parses an owner type.</summary>
    /// <exception cref="FormatException">The text is no owner type.</exception>
    public static OwnerType Parse(string text) => TryParse(text, out var type) ? type : throw new FormatException($"'{text}' is no owner type; expected {Expected}.");

    /// <summary>Parses an owner type; false when the text is something else.</summary>
    public static bool TryParse(string text, out OwnerType type)
    {
        type = text == "customer" ? OwnerType.Customer : OwnerType.Platform;
        return text is "customer" or "platform";
    }
}
