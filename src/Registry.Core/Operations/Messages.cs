using Registry.Core.Entities;
using Registry.Core.Store;
using Registry.Core.Versions;

namespace Registry.Core.Operations;

/// <summary>Commit messages of operations (specification, part 4, rule 9).</summary>
internal static class Messages
{
    public static CommitMessage For(
        string action, EntityName entity, VersionId? version = null, string? channel = null, string? subjectTail = null, string? body = null,
        params IEnumerable<KeyValuePair<string, string>> more)
    {
        List<KeyValuePair<string, string>> trailers = [new(CommitMessage.Action, action), new(CommitMessage.Entity, entity.ToString())];
        if (version is { } id) trailers.Add(new(CommitMessage.Version, id.ToString()));
        if (channel is not null) trailers.Add(new(CommitMessage.Channel, channel));
        trailers.AddRange(more);

        var subject = $"{action} {entity}" + (version is { } named ? $" {named}" : "") + subjectTail;
        return new CommitMessage(subject, body ?? "", trailers);
    }
}
