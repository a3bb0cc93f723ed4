using Registry.Git.Leases;

namespace Registry.Server.Hosting;

/// <summary>The settings of the section <c>Registry</c>. Secrets are none of them: see <see cref="Secrets"/>.</summary>
internal sealed class ServerOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Registry";

    /// <summary>The registry: a path, or an address that git can fetch from.</summary>
    public string Url { get; set; } = "";

    /// <summary>The branch that is the registry; the one that HEAD names when absent.</summary>
    public string? Branch { get; set; }

    /// <summary>Where caches are kept; the user's own place when absent.</summary>
    public string? Home { get; set; }

    /// <summary>What the lease calls this instance; the machine's name when absent.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>How often to look at the registry, with a jitter of a tenth.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often to look at all of it.</summary>
    public TimeSpan FullInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many published versions are compared with the release host at each look at all of it.</summary>
    public int DriftChecks { get; set; } = 100;

    /// <summary>How long a renewal of the lease is good for.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A file with the secret of GitHub's webhooks.</summary>
    public string? WebhookSecretFile { get; set; }

    /// <summary>A file with a token for GitHub.</summary>
    public string? GitHubTokenFile { get; set; }

    /// <summary>A GitHub App, by its client id or its number, which is used where there is no token.</summary>
    public string? GitHubAppId { get; set; }

    /// <summary>The file with the App's key, in PEM.</summary>
    public string? GitHubAppKey { get; set; }

    /// <summary>The number of the App's installation; found by the repository when absent.</summary>
    public long? GitHubInstallationId { get; set; }

    /// <summary>Where to send metrics and traces by OTLP; nowhere when absent.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>How the service is called from outside, for the addresses that it gives out; as its callers do when absent.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>A folder with a file for each subscription, of its name, that holds the secret by which its deliveries are signed.</summary>
    public string? SubscriptionSecrets { get; set; }

    /// <summary>The largest file that is taken, in bytes.</summary>
    public long MaxFileSize { get; set; } = (2L * 1024 * 1024 * 1024) - 1;

    /// <summary>The most files that a version may be uploaded with.</summary>
    public int MaxFiles { get; set; } = 200;

    /// <summary>How many calls a token, or an address that shows none, may make in a minute.</summary>
    public int CallsPerMinute { get; set; } = 6000;

    /// <summary>Stop when the standard input ends, as the command line that started this does.</summary>
    public bool StopWithInput { get; set; }

    /// <summary>Everything that is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Faults()
    {
        if (Url.Length == 0) yield return "Registry:Url (REGISTRY_URL) is missing; expected a path or an address that git can fetch from.";
        if (PollInterval < TimeSpan.FromMilliseconds(100) || PollInterval > TimeSpan.FromDays(1)) yield return $"Registry:PollInterval is {PollInterval}; expected between 0.1 seconds and a day.";
        if (FullInterval < PollInterval || FullInterval > TimeSpan.FromDays(7)) yield return $"Registry:FullInterval is {FullInterval}; expected between PollInterval and a week.";
        if (DriftChecks is < 0 or > 1_000_000) yield return $"Registry:DriftChecks is {DriftChecks}; expected between 0 and 1,000,000.";
        if (LeaseDuration < LeaseOptions.Limits.Shortest || LeaseDuration > LeaseOptions.Limits.Longest || LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return $"Registry:LeaseDuration is {LeaseDuration}; expected whole seconds, between one and a day.";
        if (string.IsNullOrWhiteSpace(Name) || Name.Any(char.IsControl)) yield return "Registry:Name is not one line of text.";
        if (PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/")) yield return "Registry:PublicUrl is no address of a service; expected http://host/ or https://host/ without a path.";
        if (MaxFileSize is < 1 or > 1L << 40) yield return $"Registry:MaxFileSize is {MaxFileSize}; expected between 1 byte and 1 TiB.";
        if (MaxFiles is < 1 or > 1000) yield return $"Registry:MaxFiles is {MaxFiles}; expected between 1 and 1,000.";
        if (CallsPerMinute is < 1 or > 100_000_000) yield return $"Registry:CallsPerMinute is {CallsPerMinute}; expected between 1 and 100,000,000.";
        if (GitHubAppId is null != GitHubAppKey is null) yield return "Registry:GitHubAppId and Registry:GitHubAppKey belong together, and one is missing.";
        if (GitHubAppKey is { } key && !File.Exists(key)) yield return $"Registry:GitHubAppKey is {key}, and there is no such file; expected the path of the App's key.";
        if (OtlpEndpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))) yield return $"Registry:OtlpEndpoint is not an address; expected http:// or https://.";
    }
}
