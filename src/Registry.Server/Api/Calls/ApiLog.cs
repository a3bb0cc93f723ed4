namespace Registry.Server.Api.Calls;

/// <summary>What the API writes to the log. Never a token, nor the query of an address, which may be a signature.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    public static partial void Failed(ILogger logger, string method, string path, Exception error);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "The files of a deleted version could not be removed from the release host: {Reason}")]
    public static partial void NotRemoved(ILogger logger, string reason);

    [LoggerMessage(EventId = 104, Level = LogLevel.Warning, Message = "The subscription {Name} could not be told, at try {Tries}: {Reason}")]
    public static partial void NotDelivered(ILogger logger, string name, int tries, string reason);

    [LoggerMessage(EventId = 105, Level = LogLevel.Error, Message = "The subscription {Name} begins anew, and was not told of all: {Reason}")]
    public static partial void DeliveriesLost(ILogger logger, string name, string reason);

    [LoggerMessage(EventId = 106, Level = LogLevel.Warning, Message = "A subscription cannot be read: {Reason}")]
    public static partial void SubscriptionsUnread(ILogger logger, string reason);

    [LoggerMessage(EventId = 103, Level = LogLevel.Warning, Message = "Uploads could not be collected: {Reason}")]
    public static partial void NotCollected(ILogger logger, string reason);
}
