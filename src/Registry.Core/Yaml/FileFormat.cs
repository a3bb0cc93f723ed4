namespace Registry.Core.Yaml;

/// <summary>What all kinds of files share.</summary>
internal static class FileFormat
{
    /// <summary>The only version of the format.</summary>
    public const string ApiVersion = "registry/v1";
}
