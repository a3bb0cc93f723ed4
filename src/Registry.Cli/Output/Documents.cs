using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Registry.Core.Rules;

namespace Registry.Cli.Output;

internal sealed record ProblemDocument(string Code, string? File, int Line, int Column, string Message, string WayOut)
{
    public static ProblemDocument Of(Problem problem) =>
        new(problem.Rule.Code, problem.File, problem.Line, problem.Column, problem.Message, problem.Rule.WayOut);

    /// <inheritdoc/>
    public override string ToString() => new Problem(new Rule(Code, "", WayOut), File, Line, Column, Message).ToString();
}

internal sealed record ProblemsDocument(IReadOnlyList<ProblemDocument> Problems)
{
    public static ProblemsDocument Of(IEnumerable<Problem> problems) => new([.. problems.Select(ProblemDocument.Of)]);
}

internal sealed record PaginationDocument(int Limit, string? Next);

internal sealed record InitDocument(string Path, string Name, string Branch, string Commit);

internal sealed record EmitDocument(
    string Outcome, string Entity, string? Version, int? Ordinal, string SourceHash, string? ManifestSha, string? Commit, string? Branch = null);

internal sealed record EntityItem(string Entity, string? Active, string? Newest);

internal sealed record ListDocument(IReadOnlyList<EntityItem> Items, PaginationDocument Pagination, IReadOnlyList<ProblemDocument>? Problems);

internal sealed record EntityDocument(
    string Entity, string? Description, IReadOnlyList<string> Owners, string? Visibility, string? Repository, string? DefaultChannel,
    IReadOnlyDictionary<string, string> Channels, string? Newest, string Commit);

internal sealed record VersionItem(
    string Version, int Ordinal, string State, [property: JsonPropertyName("semver")] string? SemVer, string? Name, string? Alias, string CreatedAt, string CreatedBy,
    string SourceHash, IReadOnlyList<string> Channels);

internal sealed record VersionsDocument(IReadOnlyList<VersionItem> Items, PaginationDocument Pagination);

internal sealed record HoldDocument(string By, string? Reason);

internal sealed record ActiveDocument(string Entity, string Channel, string Version, string? Reason, HoldDocument? Hold, string Commit);

internal sealed record MoveDocument(string Outcome, string Entity, string Channel, string? From, string To, HoldDocument? Hold, string Commit);

internal sealed record ProposalDocument(
    string Outcome, string Entity, string Channel, string? From, string To, string Branch, string Commit, string? PullRequest, string Title, string Text);

internal sealed record ReconcileEmit(string Entity, string Version, string Branch, bool Created);

internal sealed record ReconcileRefusal(string Branch, IReadOnlyList<string> Why, bool Removed);

internal sealed record ReconcilePublication(string Entity, string Version, string Tag, string Key, string? Step);

internal sealed record ReconcileFailure(string Entity, string Version, string Code, string Message, string? RetryAt);

internal sealed record ReconcileMove(string Entity, string Channel, string? From, string To, string Key);

internal sealed record ReconcileObservation(string Entity, string Channel, string Version);

internal sealed record ReconcileWait(string Entity, string Channel, string To, IReadOnlyList<string> Why, string? Due);

internal sealed record ReconcileDocument(
    IReadOnlyList<ReconcileEmit> Emitted, IReadOnlyList<ReconcileRefusal> Refused, IReadOnlyList<ReconcilePublication> Published, IReadOnlyList<ReconcileFailure> Failed, IReadOnlyList<ReconcileMove> Moved, IReadOnlyList<ReconcileObservation> Observed,
    IReadOnlyList<ReconcileWait> Waiting, IReadOnlyList<ProblemDocument> Problems, IReadOnlyList<ProblemDocument> Drift, string Revision, string? Commit);

internal sealed record ChannelItem(
    string Entity, string Channel, string? Version, string? Since, string? Published, string? HeldBy, ReconcileWait? Waits);

internal sealed record ChannelsDocument(IReadOnlyList<ChannelItem> Channels, IReadOnlyList<ReconcileFailure> Failed, IReadOnlyList<ProblemDocument> Problems);

internal sealed record RecordDocument(string Outcome, string Entity, string Version, string State, JsonObject? Record, string Commit);

internal sealed record DownloadItem(string Name, string Path, long Size, string Sha256);

internal sealed record DownloadDocument(string Entity, string Version, IReadOnlyList<DownloadItem> Files);

internal sealed record VerifyDocument(bool Ok, long Checked, IReadOnlyList<ProblemDocument> Problems);

internal sealed record LogItem(
    string Commit, string Time, string Author, string? Action, string? Entity, string? Version, string? Channel, string Subject, string? Reason, int? PullRequest);

internal sealed record LogDocument(IReadOnlyList<LogItem> Items, PaginationDocument Pagination);

internal sealed record NewTokenDocument(string Id, string Secret);

internal sealed record TokenItem(string Id, string Description, bool Administrator, string? Person, string CreatedAt, string CreatedBy, string? ExpiresAt);

internal sealed record TokensDocument(IReadOnlyList<TokenItem> Items);

internal sealed record TokenDeletionDocument(string Outcome, string Id);

internal sealed record FlushItem(string Outcome, string Entity, string? Version, IReadOnlyList<ProblemDocument> Problems, string? Branch = null);

internal sealed record FlushDocument(int Flushed, int Waiting, IReadOnlyList<FlushItem> Items, ProblemDocument? Why);

internal sealed record ImportDocument(long Created, long Unchanged, long Refused, string? Commit);

internal sealed record DoctorItem(string Check, string State, string Message, string? Mend);

internal sealed record DoctorDocument(bool Ok, IReadOnlyList<DoctorItem> Checks);

internal sealed record StatusItem(string Project, string? Entity, string? SourceHash, string? Version, string? Output, string State);

internal sealed record StatusDocument(IReadOnlyList<StatusItem> Projects, IReadOnlyList<ProblemDocument>? Problems);

/// <summary>Generated writing of every document that <c>--json</c> prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemsDocument))]
[JsonSerializable(typeof(InitDocument))]
[JsonSerializable(typeof(EmitDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(EntityDocument))]
[JsonSerializable(typeof(VersionsDocument))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ActiveDocument))]
[JsonSerializable(typeof(MoveDocument))]
[JsonSerializable(typeof(ProposalDocument))]
[JsonSerializable(typeof(ReconcileDocument))]
[JsonSerializable(typeof(ChannelsDocument))]
[JsonSerializable(typeof(RecordDocument))]
[JsonSerializable(typeof(DownloadDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(LogDocument))]
[JsonSerializable(typeof(NewTokenDocument))]
[JsonSerializable(typeof(TokensDocument))]
[JsonSerializable(typeof(TokenDeletionDocument))]
[JsonSerializable(typeof(FlushDocument))]
[JsonSerializable(typeof(ImportDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class CliJson : JsonSerializerContext;
