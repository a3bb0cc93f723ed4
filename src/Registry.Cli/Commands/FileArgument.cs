using System.CommandLine.Parsing;
using Registry.Core.Versions;

namespace Registry.Cli.Commands;

/// <summary>What <c>--file</c> says: <c>PATH[,platform=P][,architecture=A]</c>.</summary>
internal sealed record FileArgument(string Path, string? Platform, string? Architecture)
{
    /// <summary>Parses one value. A comma that begins neither key belongs to the path.</summary>
    public static FileArgument? Parse(string text, ArgumentResult result)
    {
        string? platform = null, architecture = null;
        while (text.LastIndexOf(',') is var comma and >= 0)
        {
            var tail = text[(comma + 1)..];
            if (tail.StartsWith("platform=", StringComparison.Ordinal)) platform = tail["platform=".Length..];
            else if (tail.StartsWith("architecture=", StringComparison.Ordinal)) architecture = tail["architecture=".Length..];
            else break;
            text = text[..comma];
        }

        if (platform is not null && !VersionFile.Platforms.Contains(platform)) result.AddError($"'{platform}' is no platform; expected windows, linux or macos.");
        else if (architecture is not null && !VersionFile.Architectures.Contains(architecture)) result.AddError($"'{architecture}' is no architecture; expected x86, x64 or arm64.");
        else if (text.Length == 0) result.AddError("--file needs a path.");
        else return new FileArgument(text, platform, architecture);
        return null;
    }
}
