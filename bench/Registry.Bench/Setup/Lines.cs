using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Registry.Bench.Setup;

/// <summary>Emit requests for a bulk load: namespaces of 100 entities with 10 versions each, always the same, in the order of an export.</summary>
internal static class Lines
{
    public const int EntitiesInNamespace = 100;
    public const int VersionsOfEntity = 10;

    private static readonly DateTimeOffset s_first = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>How many entities a registry of so many versions has.</summary>
    public static int Entities(int versions) => versions / VersionsOfEntity;

    /// <summary>The name of an entity, from 0.</summary>
    public static string Entity(int number) => string.Create(CultureInfo.InvariantCulture,
        $"ns{number / EntitiesInNamespace:0000}/entity-{number % EntitiesInNamespace:00}");

    /// <summary>A source hash that nothing else has.</summary>
    public static string Hash(string seed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));

    /// <summary>Writes the lines of a registry.</summary>
    public static async Task WriteAsync(string file, int versions)
    {
        await using var lines = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20) { NewLine = "\n" };
        for (var entity = 0; entity < Entities(versions); entity++)
            for (var version = 0; version < VersionsOfEntity; version++)
                await lines.WriteLineAsync(Line(entity, version));
    }

    /// <summary>When a version was made, which is its id too.</summary>
    public static DateTimeOffset TimeOf(int entity, int version) => s_first.AddDays(2 * version).AddSeconds(entity % 86_000);

    /// <summary>One line.</summary>
    public static string Line(int entity, int version)
    {
        var name = Entity(entity);
        var source = Hash($"{name}#{version}");
        var time = TimeOf(entity, version);
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            {"entity":"{{name}}","sourceHash":"sha256:{{source}}","createdAt":"{{time:yyyy-MM-dd'T'HH:mm:ss'Z'}}","semver":"1.{{version}}.0","createdBy":"Build <build@acme.example>","source":{"repository":"https://github.com/acme/{{name}}","commit":"{{source[..40]}}","branch":"main"},"files":[{"name":"{{name.Replace('/', '.')}}.1.{{version}}.0.nupkg","size":{{10_000 + version}},"sha256":"{{Hash(source)}}"}]}
            """);
    }
}
