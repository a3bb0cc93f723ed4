using System.Diagnostics.CodeAnalysis;
using Registry.Core.Rules;

namespace Registry.Core.Yaml;

/// <summary>What reading a file gave: a value, or at least one problem.</summary>
/// <typeparam name="T">What the file describes.</typeparam>
/// <param name="Value">The value; <see langword="null"/> when there are problems.</param>
/// <param name="Problems">All that is wrong with the file.</param>
public sealed record Parsed<T>(T? Value, IReadOnlyList<Problem> Problems)
    where T : class
{
    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>The value.</summary>
    /// <exception cref="RegistryException">The file has problems.</exception>
    public T Get() => Value ?? throw new RegistryException(Problems);
}
