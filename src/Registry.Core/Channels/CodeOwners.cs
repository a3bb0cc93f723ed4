using System.Text;
using Registry.Core.Entities;
using Registry.Core.Settings;
using Registry.Core.Store;

namespace Registry.Core.Channels;

/// <summary>
/// The part of a CODEOWNERS file that says what the policies say, so that GitHub asks for the reviews that they demand. It stands last in the
/// file, because there the last line that matches decides.
/// </summary>
public static class CodeOwners
{
    /// <summary>Where GitHub looks first.</summary>
    public const string Path = ".github/CODEOWNERS";

    private const string Begin = "# registry: begin. Made by 'registry codeowners' from the policies; what stands above is yours.";
    private const string End = "# registry: end";

    // Each by its name: a pattern for all would win over the lines above, such as those of a namespace's team.
    private static readonly string[] s_ofOwners = ["/*", "/.github/", "/access/", "/schemas/", $"/{RegistryPaths.Entities}/*/*/entity.yaml"];

    /// <summary>The part; empty when no policy names anybody.</summary>
    /// <param name="settings">The registry's settings.</param>
    /// <param name="entities">Entities with policies of their own, ordered by name.</param>
    public static string Format(RegistrySettings settings, IReadOnlyList<KeyValuePair<EntityName, EntitySettings>> entities)
    {
        var text = new StringBuilder();
        foreach (var pattern in s_ofOwners) Line(text, pattern, settings.Owners);
        foreach (var policy in settings.Channels) Line(text, $"/{RegistryPaths.Entities}/*/*/channels/{policy.Name}.yaml", policy.Who);
        foreach (var (entity, own) in entities)
            foreach (var policy in own.Channels)
                if (policy.Who.Count > 0 || settings.Channels.Any(general => general.Name == policy.Name && general.Who.Count > 0))
                    Line(text, $"/{RegistryPaths.Channel(entity, policy.Name)}", policy.Who, always: true);
        return text.Length == 0 ? "" : $"{Begin}\n{text}{End}\n";
    }

    /// <summary>Whether a file ends with the part.</summary>
    public static bool Says(string file, string part) => part.Length == 0
        ? !file.Contains(Begin, StringComparison.Ordinal)
        : file.EndsWith(part, StringComparison.Ordinal) && file.IndexOf(Begin, StringComparison.Ordinal) == file.Length - part.Length;

    /// <summary>A file with the part in the place of the one that it had. What stood below that now stands above, where it overrides nothing.</summary>
    public static string Replace(string file, string part)
    {
        var begin = file.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : file.IndexOf(End, begin, StringComparison.Ordinal);
        var others = begin < 0 ? file : file[..begin] + (end < 0 ? "" : file[(end + End.Length)..].TrimStart('\n'));
        if (others.Length > 0 && !others.EndsWith('\n')) others += "\n";
        return others + part;
    }

    private static void Line(StringBuilder text, string pattern, IReadOnlyList<Principal> who, bool always = false)
    {
        if (who.Count > 0 || always) text.Append(pattern).Append(who.Count > 0 ? " " : "").AppendJoin(' ', who).Append('\n');
    }
}
