using System.Text.Json.Nodes;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Pulls;
using Registry.FakeGitHub.Repositories;

namespace Registry.FakeGitHub.Reviews;

/// <summary>Makes reviews, and refuses those that GitHub refuses.</summary>
internal sealed class Reviewing(Numbers numbers, TimeProvider time)
{
    /// <summary>Adds a review to a pull request that is up to date.</summary>
    /// <param name="repository">Its repository.</param>
    /// <param name="pull">The pull request.</param>
    /// <param name="author">Who reviews.</param>
    /// <param name="state">What the review says.</param>
    /// <param name="body">Its text.</param>
    /// <param name="commit">The commit that was looked at; <see langword="null"/> for the newest.</param>
    /// <exception cref="Refusal">It is the reviewer's own pull request.</exception>
    public Review Add(FakeRepository repository, PullRequest pull, string author, ReviewState state, string body, string? commit)
    {
        if (state is ReviewState.Approved or ReviewState.ChangesRequested && pull.Author.Equals(author, StringComparison.OrdinalIgnoreCase))
            throw Refuse($"Can not {(state == ReviewState.Approved ? "approve" : "request changes on")} your own pull request");
        var review = new Review
        {
            Id = numbers.Next(),
            Pull = pull.Number,
            Author = author,
            Body = body,
            State = state,
            Commit = commit ?? pull.HeadSha,
            SubmittedAt = state == ReviewState.Pending ? null : time.GetUtcNow(),
        };
        repository.Reviews.Add(review);
        return review;
    }

    /// <summary>422 as reviews have it: the errors are texts.</summary>
    public static Refusal Refuse(string error) => Refusal.Invalid("Unprocessable Entity", new JsonArray(error));
}
