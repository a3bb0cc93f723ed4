using System.Text.Json;

namespace Registry.GitHub.Transport;

/// <summary>Looks at text before its meaning is asked for.</summary>
internal static class JsonText
{
    /// <summary>Whether the text is one JSON value from start to end.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
