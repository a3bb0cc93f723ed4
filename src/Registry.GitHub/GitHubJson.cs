using System.Text.Json.Serialization;
using Registry.GitHub.CheckRuns;
using Registry.GitHub.Comments;
using Registry.GitHub.Credentials;
using Registry.GitHub.Errors;
using Registry.GitHub.Organizations;
using Registry.GitHub.PullRequests;
using Registry.GitHub.Releases;
using Registry.GitHub.Repositories;
using Registry.GitHub.Statuses;

namespace Registry.GitHub;

/// <summary>Generated reading and writing. What is <see langword="null"/> is left out: GitHub reads a null as a wish.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(AppClaims))]
[JsonSerializable(typeof(CheckRun))]
[JsonSerializable(typeof(CheckRunChange))]
[JsonSerializable(typeof(CheckRunPage))]
[JsonSerializable(typeof(CombinedStatus))]
[JsonSerializable(typeof(CommentText))]
[JsonSerializable(typeof(CommitStatus))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(CreatedToken))]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(GitReference))]
[JsonSerializable(typeof(IssueComment[]))]
[JsonSerializable(typeof(MergeAnswer))]
[JsonSerializable(typeof(MergeRequest))]
[JsonSerializable(typeof(NewCheckRun))]
[JsonSerializable(typeof(NewPullRequest))]
[JsonSerializable(typeof(NewRelease))]
[JsonSerializable(typeof(PublishingEdit))]
[JsonSerializable(typeof(PullRequest[]))]
[JsonSerializable(typeof(PullRequestEdit))]
[JsonSerializable(typeof(Release[]))]
[JsonSerializable(typeof(ReleaseAsset[]))]
[JsonSerializable(typeof(ReleaseEdit))]
[JsonSerializable(typeof(Repository))]
[JsonSerializable(typeof(Review[]))]
[JsonSerializable(typeof(TeamMembership))]
internal sealed partial class GitHubJson : JsonSerializerContext;
