namespace Registry.Core.Channels;

/// <summary>How a channel moves.</summary>
public enum ChannelAdvance
{
    /// <summary>By people alone; <see cref="ChannelPolicy.From"/> and <see cref="ChannelPolicy.Soak"/> are conditions.</summary>
    Manual,

    /// <summary>By itself, to the newest listed version.</summary>
    Newest,

    /// <summary>By itself, to what <see cref="ChannelPolicy.From"/> has held for <see cref="ChannelPolicy.Soak"/>.</summary>
    Soaked,
}

/// <summary>The rules of one channel.</summary>
public sealed record ChannelPolicy
{
    /// <summary>The channel's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it moves.</summary>
    public ChannelAdvance Advance { get; init; }

    /// <summary>The channel that a version must have been in before; <see langword="null"/> for none.</summary>
    public string? From { get; init; }

    /// <summary>For how long it must have been there; zero when no time is demanded.</summary>
    public TimeSpan Soak { get; init; }

    /// <summary>Whether the files of a version must be published before.</summary>
    public bool RequireRelease { get; init; }

    /// <summary>Who may move the channel by hand; empty for everybody who may write at all.</summary>
    public IReadOnlyList<Principal> Who { get; init; } = [];
}
