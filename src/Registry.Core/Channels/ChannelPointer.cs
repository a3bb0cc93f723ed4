using Registry.Core.Versions;

namespace Registry.Core.Channels;

/// <summary>Why a channel stays where it is until somebody promotes deliberately.</summary>
/// <param name="By">Who holds it.</param>
/// <param name="Reason">Why.</param>
public sealed record ChannelHold(string By, string? Reason);

/// <summary>What a channel file says.</summary>
/// <param name="Version">The version that the channel points at.</param>
/// <param name="Reason">Why it points there.</param>
/// <param name="Hold">Keeps automatic moves away; <see langword="null"/> for none.</param>
public sealed record ChannelPointer(VersionId Version, string? Reason, ChannelHold? Hold);
