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

    /// <summary>Entities are created on purpose only.</summary>
    public static string Closed { get; } = Open.Replace("defaultChannel: stable\n", "defaultChannel: stable\nnewEntities: refuse\n", StringComparison.Ordinal);
}
