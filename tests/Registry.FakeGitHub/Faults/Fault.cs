namespace Registry.FakeGitHub.Faults;

/// <summary>A fault, with what belongs to it.</summary>
public sealed record Fault
{
    private Fault(FaultKind kind, int status = 0)
    {
        Kind = kind;
        Status = status;
    }

    /// <inheritdoc cref="FaultKind.AnswerLost"/>
    public static Fault AnswerLost { get; } = new(FaultKind.AnswerLost);

    /// <inheritdoc cref="FaultKind.RequestLost"/>
    public static Fault RequestLost { get; } = new(FaultKind.RequestLost);

    /// <inheritdoc cref="FaultKind.TruncatedJson"/>
    public static Fault TruncatedJson { get; } = new(FaultKind.TruncatedJson);

    /// <inheritdoc cref="FaultKind.UploadLeavesStarter"/>
    public static Fault UploadLeavesStarter { get; } = new(FaultKind.UploadLeavesStarter);

    /// <inheritdoc cref="FaultKind.UploadTruncated"/>
    public static Fault UploadTruncated { get; } = new(FaultKind.UploadTruncated);

    /// <inheritdoc cref="FaultKind.EarlyRefusal"/>
    public static Fault EarlyRefusal { get; } = new(FaultKind.EarlyRefusal);

    /// <inheritdoc cref="FaultKind.DraftMissingFromList"/>
    public static Fault DraftMissingFromList { get; } = new(FaultKind.DraftMissingFromList);

    /// <inheritdoc cref="FaultKind.PublishedShownAsDraft"/>
    public static Fault PublishedShownAsDraft { get; } = new(FaultKind.PublishedShownAsDraft);

    /// <inheritdoc cref="FaultKind.WorkflowPermissionMissing"/>
    public static Fault WorkflowPermissionMissing { get; } = new(FaultKind.WorkflowPermissionMissing);

    /// <summary>Which.</summary>
    public FaultKind Kind { get; }

    /// <summary>The status of the answer, for the kinds that let it be chosen.</summary>
    public int Status { get; }

    /// <summary>The header <c>Retry-After</c>; <see langword="null"/> to leave it out.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <inheritdoc cref="FaultKind.ServerError"/>
    /// <param name="status">500, 502 or 503.</param>
    public static Fault ServerError(int status = 502) => new(FaultKind.ServerError, status);

    /// <inheritdoc cref="FaultKind.PrimaryLimit"/>
    /// <param name="status">403 or 429; GitHub documents both.</param>
    public static Fault PrimaryLimit(int status = 403) => new(FaultKind.PrimaryLimit, status);

    /// <inheritdoc cref="FaultKind.SecondaryLimit"/>
    /// <param name="status">403 or 429; GitHub documents both.</param>
    /// <param name="retryAfter">What the header says, in whole seconds; <see langword="null"/> to leave it out.</param>
    public static Fault SecondaryLimit(int status = 403, TimeSpan? retryAfter = null) =>
        new(FaultKind.SecondaryLimit, status) { RetryAfter = retryAfter };
}
