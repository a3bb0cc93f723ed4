namespace Registry.Cli.Tests.Support;

/// <summary>Texts of <c>registry.yaml</c>.</summary>
internal static class Settings
{
    /// <summary>Every channel may be moved at any time.</summary>
    public const string Open = """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        channels:
        - name: dev
          advance: manual
        - name: beta
          advance: manual
        - name: stable
          advance: manual
        releases:
          host: directory
          path: registry/files

        """;

    /// <summary>A version passes from dev to beta, and stays there for a day before it may become stable.</summary>
    public const string Soaking = """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        channels:
        - name: dev
          advance: manual
        - name: beta
          advance: manual
          from: dev
        - name: stable
          advance: manual
          from: beta
          soak: 1d
        releases:
          host: directory
          path: registry/files

        """;

    /// <summary>A channel that follows the newest version, one that follows it after an hour, and one that two people move.</summary>
    public const string Guarded = """
        apiVersion: registry/v1
        kind: Registry
        name: acme
        defaultChannel: stable
        owners:
        - "@root"
        - "@acme/admins"
        channels:
        - name: dev
          advance: newest
        - name: beta
          advance: soaked
          from: dev
          soak: 1h
        - name: stable
          advance: manual
          who:
          - "@alice"
          - bob@example.com
        - name: live
          advance: manual
          requireRelease: true
        releases:
          host: directory
          path: registry/files

        """;

    /// <summary>Files are releases on GitHub.</summary>
    public static string OnGitHub { get; } = Open.Replace("host: directory\n  path: registry/files\n", "host: github\n  repository: acme/registry\n", StringComparison.Ordinal);

    /// <summary>Emits come by an inbox.</summary>
    public static string Inbox { get; } = Open.Replace("defaultChannel: stable\n", "defaultChannel: stable\nemits: inbox\n", StringComparison.Ordinal);

    /// <summary>Entities are created on purpose only.</summary>
    public static string Closed { get; } = Open.Replace("defaultChannel: stable\n", "defaultChannel: stable\nnewEntities: refuse\n", StringComparison.Ordinal);
}
