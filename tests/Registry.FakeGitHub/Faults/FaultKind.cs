namespace Registry.FakeGitHub.Faults;

/// <summary>What can go wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>The request is carried out, and the connection is cut instead of an answer.</summary>
    AnswerLost,

    /// <summary>The connection is cut before the request is carried out.</summary>
    RequestLost,

    /// <summary>An error with a page of HTML; the request is not carried out.</summary>
    ServerError,

    /// <summary>The request is carried out, and half of the answer's JSON arrives as if it were the whole.</summary>
    TruncatedJson,

    /// <summary>An upload ends with 502 and leaves an empty asset in the state <c>starter</c>.</summary>
    UploadLeavesStarter,

    /// <summary>Half of an upload is stored, as if it were the whole.</summary>
    UploadTruncated,

    /// <summary>422 before the body has come; a client that goes on sending finds the connection closed.</summary>
    EarlyRefusal,

    /// <summary>A list lacks the newest draft.</summary>
    DraftMissingFromList,

    /// <summary>A list shows the newest published release as a draft.</summary>
    PublishedShownAsDraft,

    /// <summary>The answer of an exhausted primary limit.</summary>
    PrimaryLimit,

    /// <summary>The answer of a secondary limit.</summary>
    SecondaryLimit,

    /// <summary>404, as for a release of a commit that changes workflow files, without the permission to do that.</summary>
    WorkflowPermissionMissing,
}
