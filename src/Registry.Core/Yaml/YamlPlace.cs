using System.Globalization;

namespace Registry.Core.Yaml;

/// <summary>Finds where in a file something stands.</summary>
internal static class YamlPlace
{
    /// <summary>The place of the value that keys and indexes lead to, or of the last one on the way that is there.</summary>
    /// <returns>Line and column, from 1; 0 when there is no file.</returns>
    public static (int Line, int Column) Of(YamlNode? root, IEnumerable<string> keys)
    {
        var (node, line, column) = (root, root?.Line ?? 0, root?.Column ?? 0);
        foreach (var key in keys)
        {
            switch (node)
            {
                case YamlMapping mapping when mapping.Entries.FirstOrDefault(entry => entry.Key.Value == key) is { Key: { } name } entry:
                    // People look for the key, not for the line below it.
                    (node, line, column) = (entry.Value, name.Line, name.Column);
                    break;
                case YamlSequence sequence when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < sequence.Items.Count:
                    (node, line, column) = (sequence.Items[index], sequence.Items[index].Line, sequence.Items[index].Column);
                    break;
                default:
                    return (line, column);
            }
        }

        return (line, column);
    }
}
