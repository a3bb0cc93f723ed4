using System.Collections.Concurrent;

namespace Registry.FakeGitHub.Hosting;

/// <summary>What the server itself did wrong: answers that break the description, and errors of its own.</summary>
internal sealed class Violations
{
    private readonly ConcurrentQueue<string> _messages = new();

    public IReadOnlyCollection<string> Messages => _messages;

    public void Add(string message) => _messages.Enqueue(message);

    public void AddRange(IEnumerable<string> messages)
    {
        foreach (var message in messages) Add(message);
    }
}
