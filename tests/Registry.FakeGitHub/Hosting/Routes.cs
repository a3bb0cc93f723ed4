using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Description;

namespace Registry.FakeGitHub.Hosting;

/// <summary>Who carries out which operation, and what a token needs for it.</summary>
internal sealed class Routes
{
    private readonly Dictionary<string, Route> _routes = new(StringComparer.Ordinal);

    public void Add(string operation, Requirement requirement, Func<Call, Answer> handler) =>
        Add(operation, requirement, call => Task.FromResult(handler(call)));

    public void Add(string operation, Requirement requirement, Func<Call, Task<Answer>> handler) =>
        _routes.Add(operation, new Route(requirement, handler));

    public Route this[string operation] => _routes[operation];

    /// <summary>Demands that the description and the code serve the same operations.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public void DemandAll(IEnumerable<ApiOperation> operations)
    {
        var described = operations.Select(operation => operation.Id).ToHashSet(StringComparer.Ordinal);
        described.SymmetricExceptWith(_routes.Keys);
        if (described.Count > 0) throw new InvalidOperationException($"Described or served, but not both: {string.Join(", ", described)}.");
    }
}
