using System.Collections.Concurrent;

namespace Registry.FakeGitHub.Teams;

/// <summary>Who belongs to which team of which organization. Names are the same in capitals and small letters.</summary>
internal sealed class TeamMembers
{
    private readonly ConcurrentDictionary<string, bool> _isPending = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string organization, string team, string login, bool isPending) => _isPending[Key(organization, team, login)] = isPending;

    public void Remove(string organization, string team, string login) => _isPending.TryRemove(Key(organization, team, login), out _);

    /// <summary><c>active</c> or <c>pending</c>; <see langword="null"/> for those who do not belong to the team.</summary>
    public string? State(string organization, string team, string login) =>
        _isPending.TryGetValue(Key(organization, team, login), out var isPending) ? isPending ? "pending" : "active" : null;

    private static string Key(string organization, string team, string login) => $"{organization}/{team}/{login}";
}
