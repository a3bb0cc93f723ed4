namespace Registry.GitHub.Errors;

/// <summary>One fault that GitHub found in a request.</summary>
public sealed record FieldError
{
    /// <summary>The kind of thing, such as <c>Release</c>.</summary>
    public string? Resource { get; init; }

    /// <summary>The field, such as <c>tag_name</c>.</summary>
    public string? Field { get; init; }

    /// <summary><c>missing</c>, <c>missing_field</c>, <c>invalid</c>, <c>already_exists</c>, <c>unprocessable</c> or <c>custom</c>.</summary>
    public string? Code { get; init; }

    /// <summary>A sentence, mostly with the code <c>custom</c>.</summary>
    public string? Message { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        var place = string.Join('.', new[] { Resource, Field }.OfType<string>());
        return string.Join(": ", new[] { place, Code, Message }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
