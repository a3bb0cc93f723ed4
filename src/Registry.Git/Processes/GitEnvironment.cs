namespace Registry.Git.Processes;

/// <summary>
/// Which of the caller's variables git sees. A caller that runs inside a hook has <c>GIT_DIR</c>, <c>GIT_INDEX_FILE</c> and the
/// like set for another repository; only what configures transport, identity, signing and tracing is passed on.
/// </summary>
internal static class GitEnvironment
{
    private static readonly string[] s_kept =
    [
        "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_PROXY_COMMAND", "GIT_PROTOCOL", "GIT_ALLOW_PROTOCOL",
        "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT", "GIT_EXEC_PATH", "GIT_TERMINAL_PROMPT",
        "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
    ];

    private static readonly string[] s_keptPrefixes = ["GIT_SSL_", "GIT_HTTP_", "GIT_TRACE", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"];

    /// <summary>Turns the environment of a process that is about to start into git's.</summary>
    /// <param name="environment">The caller's environment; changed in place.</param>
    /// <param name="promptable">Whether somebody sits in front of a terminal and may be asked for a password.</param>
    public static void Clean(IDictionary<string, string?> environment, bool promptable)
    {
        foreach (var name in environment.Keys.Where(IsForeign).ToList()) environment.Remove(name);

        // Messages are recognised by their English text, and numbers are plain.
        environment["LC_ALL"] = "C";
        environment.Remove("LANGUAGE");
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        environment["GIT_LITERAL_PATHSPECS"] = "1";
        // A replaced object would be edited as if it were the stored one.
        environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        if (promptable) return;
        environment["GIT_TERMINAL_PROMPT"] = "0";
        // The credential manager that many have opens windows otherwise.
        environment["GCM_INTERACTIVE"] = "never";
    }

    /// <summary>Adds configuration that must not be seen on a command line or stored, after the caller's own.</summary>
    public static void AddConfiguration(IDictionary<string, string?> environment, string key, string value)
    {
        var count = environment.TryGetValue("GIT_CONFIG_COUNT", out var text) && int.TryParse(text, out var number) ? number : 0;
        environment[$"GIT_CONFIG_KEY_{count}"] = key;
        environment[$"GIT_CONFIG_VALUE_{count}"] = value;
        environment["GIT_CONFIG_COUNT"] = $"{count + 1}";
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)
        && !s_kept.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !s_keptPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
