namespace Registry.Server.Reconciling;

/// <summary>What the loop tells the log. Texts of git and of exceptions have no credentials in them by then.</summary>
internal static partial class ReconcileLog
{
    [LoggerMessage(1, LogLevel.Information, "The lease {Number} of {Registry} is held")]
    public static partial void Acquired(ILogger logger, long number, string registry);

    [LoggerMessage(2, LogLevel.Information, "Standing by: {Holder} holds the lease {Number}")]
    public static partial void StandsBy(ILogger logger, string holder, long number);

    [LoggerMessage(3, LogLevel.Warning, "The lease is lost; the pass was stopped")]
    public static partial void Lost(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "The lease was not renewed: {Reason}")]
    public static partial void RenewalFailed(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Information, "Pass over {Kind} at {Revision}: {Actions} actions, {Problems} problems, {Milliseconds:0} ms")]
    public static partial void Passed(ILogger logger, string kind, string revision, int actions, int problems, double milliseconds);

    [LoggerMessage(6, LogLevel.Error, "The pass is stalled: {Problem}")]
    public static partial void Stalled(ILogger logger, string problem);

    [LoggerMessage(7, LogLevel.Warning, "{Problem}")]
    public static partial void Problem(ILogger logger, string problem);

    [LoggerMessage(8, LogLevel.Error, "Try {Failures} failed, the next is in {Wait}: {Reason}")]
    public static partial void Failed(ILogger logger, int failures, TimeSpan wait, string reason);

    [LoggerMessage(9, LogLevel.Warning, "{Message}")]
    public static partial void Warning(ILogger logger, string message);

    [LoggerMessage(10, LogLevel.Information, "The lease is given back")]
    public static partial void Released(ILogger logger);

    [LoggerMessage(11, LogLevel.Warning, "The lease could not be given back; others wait for its time: {Reason}")]
    public static partial void NotReleased(ILogger logger, string reason);
}
