namespace Registry.Server.Hosting;

/// <summary>What must not be seen: taken from the environment or from files alone, never from settings, which end up in repositories.</summary>
/// <param name="Webhook">The secret of GitHub's webhooks; without one there is no webhook.</param>
/// <param name="GitHubToken">A token for GitHub.</param>
internal sealed record Secrets(string? Webhook, string? GitHubToken)
{
    private const string WebhookVariable = "REGISTRY_WEBHOOK_SECRET";

    /// <summary>Reads the secrets.</summary>
    /// <param name="options">Names the files.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static Secrets Read(ServerOptions options, Func<string, string?> environment) => new(
        Text(environment(WebhookVariable)) ?? File(options.WebhookSecretFile),
        Text(environment("GITHUB_TOKEN")) ?? Text(environment("GH_TOKEN")) ?? File(options.GitHubTokenFile));

    /// <summary>Says how many there are, and nothing of what they are.</summary>
    public override string ToString() => $"webhook {(Webhook is null ? "no" : "yes")}, GitHub {(GitHubToken is null ? "no" : "yes")}";

    private static string? File(string? path) => path is null ? null : Text(System.IO.File.ReadAllText(path).Trim());

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
