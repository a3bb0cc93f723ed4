namespace Registry.Client.Models;

/// <summary>What a caller saw of what he changes. The call is refused with status 412 when it is something else by then.</summary>
/// <param name="Tag">The entity tag that he saw; <see langword="null"/> when there was nothing yet.</param>
public sealed record Precondition(string? Tag);

/// <summary>Something that was read, with what names its state.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Value">What was read.</param>
/// <param name="Tag">Its entity tag; <see langword="null"/> when there is nothing that could be changed yet.</param>
public sealed record Tagged<T>(T Value, string? Tag)
{
    /// <summary>That it is still so.</summary>
    public Precondition Unchanged => new(Tag);
}

/// <summary>What came of a proposal.</summary>
/// <param name="Made">The proposal; <see langword="null"/> when the channel points there already.</param>
/// <param name="Channel">The channel, when it points there already.</param>
public sealed record ProposalAnswer(Proposal? Made, Channel? Channel);
