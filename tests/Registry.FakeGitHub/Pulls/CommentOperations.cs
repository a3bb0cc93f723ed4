using System.Text.Json.Nodes;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Users;

namespace Registry.FakeGitHub.Pulls;

/// <summary>Comments. To GitHub a pull request is an issue too; here there are no others.</summary>
internal sealed class CommentOperations(Numbers numbers, TimeProvider time)
{
    private static readonly string[] s_areas = ["issues", "pull_requests"];

    public void Register(Routes routes)
    {
        routes.Add("issues/list-comments", Requirement.Read(s_areas), List);
        routes.Add("issues/create-comment", Requirement.Write(s_areas), Create);
        routes.Add("issues/get-comment", Requirement.Read(s_areas), call => Answer.Ok(Json(call, Find(call))));
        routes.Add("issues/update-comment", Requirement.Write(s_areas), Update);
        routes.Add("issues/delete-comment", Requirement.Write(s_areas), Delete);
    }

    private static Answer List(Call call)
    {
        var issue = Issue(call);
        var since = call.Query.TryGetValue("since", out var text) ? DateTimeOffset.Parse(text) : DateTimeOffset.MinValue;
        return Paging.Page(call, call.Repository.Comments.FindAll(comment => comment.Issue == issue && comment.UpdatedAt >= since), comment => Json(call, comment));
    }

    private Answer Create(Call call)
    {
        var comment = new Comment
        {
            Id = numbers.Next(), Issue = Issue(call), Author = call.Login, Body = Body(call), CreatedAt = time.GetUtcNow(), UpdatedAt = time.GetUtcNow(),
        };
        call.Repository.Comments.Add(comment);
        return Answer.Created(Json(call, comment));
    }

    private Answer Update(Call call)
    {
        var comment = Find(call);
        comment.Body = Body(call);
        comment.UpdatedAt = time.GetUtcNow();
        return Answer.Ok(Json(call, comment));
    }

    private static Answer Delete(Call call)
    {
        call.Repository.Comments.Remove(Find(call));
        return Answer.NoContent;
    }

    private static Comment Find(Call call)
    {
        var id = call.Number("comment_id");
        return call.Repository.Comments.Find(comment => comment.Id == id) ?? throw Refusal.NotFound();
    }

    private static long Issue(Call call)
    {
        var number = call.Number("issue_number");
        return call.Repository.Pulls.Exists(pull => pull.Number == number) ? number : throw Refusal.NotFound();
    }

    private static string Body(Call call) => call.Text("body") is { Length: > 0 } body ? body : throw Refusal.Invalid("IssueComment", "body", "custom", "body cannot be blank");

    private static JsonObject Json(Call call, Comment comment)
    {
        var url = RepositoryJson.Url(call.Repository, call.Origins);
        return new JsonObject
        {
            ["id"] = comment.Id,
            ["node_id"] = NodeId.Of("IssueComment", comment.Id),
            ["url"] = $"{url}/issues/comments/{comment.Id}",
            ["html_url"] = $"{call.Origins.Web}/{call.Repository.FullName}/pull/{comment.Issue}#issuecomment-{comment.Id}",
            ["issue_url"] = $"{url}/issues/{comment.Issue}",
            ["user"] = UserJson.Simple(comment.Author, call.Origins),
            ["body"] = comment.Body,
            ["created_at"] = Stamp.Format(comment.CreatedAt),
            ["updated_at"] = Stamp.Format(comment.UpdatedAt),
            ["author_association"] = "COLLABORATOR",
        };
    }
}
