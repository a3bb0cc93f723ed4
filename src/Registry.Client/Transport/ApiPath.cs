using System.Globalization;
using System.Text;

namespace Registry.Client.Transport;

/// <summary>Makes the addresses of calls, relative to the service's.</summary>
internal static class ApiPath
{
    private const string Base = "api/v1/";

    /// <summary>A path of parts, each escaped.</summary>
    /// <exception cref="ArgumentException">A part is empty, or is one that leads elsewhere.</exception>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var path = new StringBuilder(Base);
        foreach (var part in parts)
        {
            if (part is "" or "." or "..") throw new ArgumentException($"'{part}' cannot be part of an address.", nameof(parts));
            if (path.Length > Base.Length) path.Append('/');
            path.Append(Uri.EscapeDataString(part));
        }

        return path.ToString();
    }

    /// <summary>A path below an entity.</summary>
    /// <exception cref="ArgumentException">The entity is no <c>namespace/name</c>, or a part cannot be one.</exception>
    public static string OfEntity(string entity, params ReadOnlySpan<string> parts) => entity.Split('/') is [var space, var name]
        ? Of(["entities", space, name, .. parts])
        : throw new ArgumentException($"'{entity}' is no entity; expected namespace/name.", nameof(entity));

    /// <summary>A path with a query; what is <see langword="null"/> is left out.</summary>
    public static string With(this string path, params ReadOnlySpan<(string Name, object? Value)> query)
    {
        var text = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in query)
        {
            if (Format(value) is not { } said) continue;
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(said));
            separator = '&';
        }

        return text.ToString();
    }

    private static string? Format(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
