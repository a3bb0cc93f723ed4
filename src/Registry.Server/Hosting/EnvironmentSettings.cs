using System.Reflection;

namespace Registry.Server.Hosting;

/// <summary>The variables that name settings as people expect: <c>REGISTRY_POLL_INTERVAL</c> for <c>Registry:PollInterval</c>.</summary>
internal static class EnvironmentSettings
{
    /// <summary>The settings that variables name, for a configuration.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(Func<string, string?> environment)
    {
        foreach (var property in typeof(ServerOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (environment(VariableOf(property.Name)) is { Length: > 0 } value)
                yield return new($"{ServerOptions.Section}:{property.Name}", value);
    }

    /// <summary><c>PollInterval</c> becomes <c>REGISTRY_POLL_INTERVAL</c>.</summary>
    private static string VariableOf(string name) =>
        "REGISTRY" + string.Concat(name.Replace("GitHub", "Github", StringComparison.Ordinal).Select(c => char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
