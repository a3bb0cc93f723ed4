using System.Globalization;
using Registry.GitHub.Repositories;

namespace Registry.GitHub.Transport;

/// <summary>Addresses from interpolated strings, each value of which is percent-encoded.</summary>
internal static class ApiPath
{
    /// <summary>An address below the API's; a repository's name is the only value that may have a slash of its own.</summary>
    /// <exception cref="ArgumentException">A value is empty, or would lead to another path.</exception>
    public static Uri At(Uri baseAddress, FormattableString path) =>
        new(baseAddress, string.Format(CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(Encode)]));

    private static string Encode(object? value)
    {
        if (value is RepositoryName repository) return repository.ToString();
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (text is "" or "." or "..") throw new ArgumentException($"'{text}' cannot be part of an address.", nameof(value));
        return Uri.EscapeDataString(text);
    }
}
