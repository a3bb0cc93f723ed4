using Registry.Reconciler.Inbox;

namespace Registry.Reconciler;

/// <summary>How a reconciler works.</summary>
public sealed record ReconcilerOptions
{
    /// <summary>The most versions that one pass tries to publish, so that a long queue is recorded as it shrinks.</summary>
    public int MaxPublications { get; init; } = 100;

    /// <summary>
    /// At how many entities, and versions of them that may have to be published, one pass looks; the next ones go on from there, after what has changed.
    /// So a pass takes a time and a memory that do not grow with the registry, be it new to the reconciler as a whole.
    /// </summary>
    public int MaxLooks { get; init; } = 5_000;

    /// <summary>The registry's own repository on GitHub, <c>owner/name</c>: releases there have tags that name the registry's commits. <see langword="null"/> when it is on none.</summary>
    public string? Repository { get; init; }

    /// <summary>
    /// How many published versions a pass over everything compares with the release host, going on where the last one stopped. At the end of a round it
    /// looks for releases that nobody recorded, and removes what dead emits left there.
    /// </summary>
    public int DriftChecks { get; init; }

    /// <summary>Tells those who handed an emit in what became of it.</summary>
    public IInboxReporter Inbox { get; init; } = new SilentInboxReporter();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
