using Registry.Schema;

namespace Registry.Core.Contracts;

/// <summary>One thing for which an install is refused.</summary>
/// <param name="Place">Where in the values, as JSON Pointer (RFC 6901); empty for all of them.</param>
/// <param name="Message">What is wrong and what was expected. What a schema refuses is never repeated; an error of an expression may name what it met.</param>
public sealed record InstallFault(string Place, string Message)
{
    /// <summary>Takes the faults of a value.</summary>
    /// <returns>Whether there are none.</returns>
    internal static bool AddAll(IReadOnlyList<ValueFault> wrong, ICollection<InstallFault> faults)
    {
        foreach (var fault in wrong) faults.Add(new InstallFault(fault.InstancePointer, fault.Message));
        return wrong.Count == 0;
    }
}
