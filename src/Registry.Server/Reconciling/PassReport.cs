using Registry.Core.Rules;
using Registry.Reconciler;

namespace Registry.Server.Reconciling;

/// <summary>What a pass came to.</summary>
/// <param name="Revision">The commit that it ended with.</param>
/// <param name="Actions">How many things it changed, in the registry or elsewhere.</param>
/// <param name="NextDue">When something comes due by itself, such as the end of a soak, UTC; <see langword="null"/> when nothing does.</param>
/// <param name="Problems">What is wrong with entities that it set aside.</param>
/// <param name="IsStalled">Whether it could not do its work, and trying again does not help until somebody mends something.</param>
internal sealed record PassReport(string Revision, int Actions, DateTimeOffset? NextDue, IReadOnlyList<Problem> Problems, bool IsStalled)
{
    /// <summary>What is open after it.</summary>
    public OpenWork Open { get; init; } = OpenWork.None;
}
