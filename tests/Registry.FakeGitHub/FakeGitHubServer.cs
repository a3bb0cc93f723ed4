using System.Collections.Concurrent;
using System.Security.Cryptography;
using Registry.FakeGitHub.Access;
using Registry.FakeGitHub.Apps;
using Registry.FakeGitHub.Commits;
using Registry.FakeGitHub.Description;
using Registry.FakeGitHub.Faults;
using Registry.FakeGitHub.GraphQl;
using Registry.FakeGitHub.Hosting;
using Registry.FakeGitHub.Limits;
using Registry.FakeGitHub.Pulls;
using Registry.FakeGitHub.Releases;
using Registry.FakeGitHub.Repositories;
using Registry.FakeGitHub.Reviews;
using Registry.FakeGitHub.Statuses;
using Registry.FakeGitHub.Teams;
using Registry.FakeGitHub.Users;
using Registry.Testing;

namespace Registry.FakeGitHub;

/// <summary>
/// A GitHub for tests: a real HTTP server on loopback with GitHub's API, as far as this product uses it, with git, and with faults
/// on request. Its state is in memory, but for the content of repositories, which is theirs.
/// </summary>
public sealed class FakeGitHubServer : IAsyncDisposable
{
    private readonly GitSandbox _sandbox;
    private readonly TimeProvider _time;
    private readonly TemporaryDirectory _hooks = new();
    private readonly Numbers _numbers = new();
    private readonly RepositoryStore _repositories = new();
    private readonly Tokens _tokens;
    private readonly TeamMembers _teams = new();
    private readonly PullState _pulls;
    private readonly Reviewing _reviewing;
    private readonly FaultQueue _faults = new();
    private readonly AssetStorage _storage = new();
    private readonly Violations _violations = new();
    private readonly ConcurrentQueue<RequestRecord> _requests = new();
    private readonly FaultyEndpoint _faulty;
    private readonly Dispatcher _dispatcher;
    private Listener? _listener;

    private FakeGitHubServer(GitSandbox sandbox, TimeProvider time)
    {
        _sandbox = sandbox;
        _time = time;
        _tokens = new Tokens(time);
        Limits = new RateLimits(time);
        _faulty = new FaultyEndpoint(_faults, time);
        _pulls = new PullState(time);
        _reviewing = new Reviewing(_numbers, time);
        var git = new GitEndpoint(_repositories, _tokens, _pulls, new PushGuard(_hooks.Combine("hooks")), sandbox.Environment);
        var api = new ApiEndpoint(Serve(), _repositories, _tokens, Limits, _faults, _violations);
        _dispatcher = new Dispatcher(api, git, new GraphQlEndpoint(_repositories, _tokens, Limits), _storage, _faulty, _violations, time, _requests.Enqueue);
    }

    /// <summary>The address of the API, and of git, without a slash at its end. It is a proxy for <c>http://api.github.localhost/</c> too.</summary>
    public string Url => _dispatcher.Origins.Api;

    /// <summary>The limits.</summary>
    public RateLimits Limits { get; }

    /// <summary>Whether a download is answered with the file itself instead of an address at another host.</summary>
    public bool AnswersDownloadsDirectly
    {
        get => _storage.AnswersDirectly;
        set => _storage.AnswersDirectly = value;
    }

    /// <summary>Decides at each moment of each request whether the connection is cut there; whoever is asked may kill the client meanwhile.</summary>
    public Func<RequestRecord, RequestMoment, bool>? Cut
    {
        get => _faulty.Cut;
        set => _faulty.Cut = value;
    }

    /// <summary>All requests, in the order in which they came.</summary>
    public IReadOnlyList<RequestRecord> Requests => [.. _requests];

    /// <summary>What the server itself did wrong so far. <see cref="DisposeAsync"/> throws when there is anything.</summary>
    public IReadOnlyCollection<string> Violations => _violations.Messages;

    /// <summary>Starts a server.</summary>
    /// <param name="sandbox">Where git runs.</param>
    /// <param name="time">The clock; <see langword="null"/> for the machine's.</param>
    public static async Task<FakeGitHubServer> StartAsync(GitSandbox sandbox, TimeProvider? time = null)
    {
        var server = new FakeGitHubServer(sandbox, time ?? TimeProvider.System);
        server._listener = await Listener.StartAsync(server._dispatcher.HandleAsync);
        var addresses = server._listener.Addresses.Select(address => address.GetLeftPart(UriPartial.Authority)).ToList();
        server._dispatcher.Origins = new Origins(addresses[0], addresses[1], addresses[2]);
        return server;
    }

    /// <summary>Makes a bare repository one of GitHub's.</summary>
    /// <param name="fullName">Owner and name, joined by a slash.</param>
    /// <param name="bareRepository">The directory of the repository.</param>
    /// <param name="isPrivate">Whether it is hidden from those without rights.</param>
    /// <param name="defaultBranch">The branch that pull requests are for.</param>
    public FakeRepository AddRepository(string fullName, string bareRepository, bool isPrivate = true, string defaultBranch = "main")
    {
        var repository = new FakeRepository(
            _numbers.Next(), fullName, isPrivate, defaultBranch, new BareRepository(_sandbox.Git, bareRepository), _time.GetUtcNow());
        _repositories.Add(repository);
        return repository;
    }

    /// <summary>Renames a repository; its old name redirects to the new one.</summary>
    public void Rename(string from, string to) => _repositories.Rename(from, to);

    /// <summary>Makes a token of an installation for all repositories.</summary>
    /// <param name="permissions">What it may do, such as <c>contents: write</c>; without any it sees nothing that is private.</param>
    public string CreateToken(params IEnumerable<string> permissions) => CreateToken(TokenKind.Installation, "registry[bot]", permissions);

    /// <summary>Makes a token.</summary>
    /// <param name="kind">Whose.</param>
    /// <param name="login">The name that what is made with it bears.</param>
    /// <param name="permissions">What it may do, such as <c>contents: write</c>.</param>
    public string CreateToken(TokenKind kind, string login, params IEnumerable<string> permissions) => _tokens.Add(new Token
    {
        Value = $"gh{(kind == TokenKind.Personal ? 'p' : 's')}_{RandomNumberGenerator.GetHexString(36, lowercase: true)}",
        Login = login,
        Kind = kind,
        Permissions = Permissions.Parse(permissions),
    }).Value;

    /// <summary>Makes a token invalid.</summary>
    public void RevokeToken(string token) => _tokens.Revoke(token);

    /// <summary>Makes an app that is installed on all repositories.</summary>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="publicKey">The key that its signatures are verified with.</param>
    /// <param name="permissions">What its installation may do.</param>
    public App CreateApp(string slug, RSA publicKey, params IEnumerable<string> permissions)
    {
        var app = new App(_numbers.Next(), slug, publicKey, _numbers.Next(), Permissions.Parse(permissions), _time.GetUtcNow());
        _tokens.Add(app);
        return app;
    }

    /// <summary>Puts a person into a team.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="team">The team's name in addresses.</param>
    /// <param name="login">The person.</param>
    /// <param name="isPending">Whether the person was only invited so far.</param>
    public void AddTeamMember(string organization, string team, string login, bool isPending = false) => _teams.Add(organization, team, login, isPending);

    /// <summary>Takes a person out of a team.</summary>
    public void RemoveTeamMember(string organization, string team, string login) => _teams.Remove(organization, team, login);

    /// <summary>Reviews the newest commit of a pull request.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="number">The number of the pull request.</param>
    /// <param name="login">Who reviews.</param>
    /// <param name="state">What the review says.</param>
    public Task ReviewAsync(FakeRepository repository, int number, string login, ReviewState state = ReviewState.Approved) => repository.InTurnAsync(
        async () => _reviewing.Add(repository, await _pulls.RefreshAsync(repository, repository.Pulls[number - 1]), login, state, "", null));

    /// <summary>Lets requests fail. <see cref="DisposeAsync"/> throws when not all of them came.</summary>
    /// <param name="fault">How.</param>
    /// <param name="on">Which: <see cref="RequestRecord.Operation"/>.</param>
    /// <param name="times">How many.</param>
    /// <param name="when">Which of them; <see langword="null"/> for the first.</param>
    public FaultPlan Fail(Fault fault, string on, int times = 1, Func<RequestRecord, bool>? when = null)
    {
        var plan = new FaultPlan(fault, on, times, when);
        _faults.Add(plan);
        return plan;
    }

    /// <summary>Holds the answer to the next such request back until the test releases it.</summary>
    /// <param name="on">Which: <see cref="RequestRecord.Operation"/>.</param>
    public HeldAnswer Hold(string on)
    {
        var held = new HeldAnswer(on);
        _faults.Add(held);
        return held;
    }

    /// <summary>Stops the server.</summary>
    /// <exception cref="InvalidOperationException">An answer broke GitHub's description, or a fault never happened.</exception>
    public async ValueTask DisposeAsync()
    {
        _faults.ReleaseAll();
        await _listener!.DisposeAsync();
        _hooks.Dispose();
        var wrong = _violations.Messages.Concat(_faults.Unused).ToList();
        if (wrong.Count > 0) throw new InvalidOperationException(string.Join('\n', wrong));
    }

    private Routes Serve()
    {
        var routes = new Routes();
        new RepositoryOperations().Register(routes);
        new ReleaseOperations(new ReleasePublisher(_time), _numbers, _time).Register(routes);
        new AssetOperations(_storage, _numbers, _time).Register(routes);
        new CommitOperations().Register(routes);
        new RefOperations().Register(routes);
        new TagOperations(_time).Register(routes);
        new ContentOperations().Register(routes);
        new PullOperations(_pulls, _numbers, _time).Register(routes);
        new MergeOperation(_pulls, _time).Register(routes);
        new ReviewOperations(_pulls, _reviewing).Register(routes);
        new CommentOperations(_numbers, _time).Register(routes);
        new StatusOperations(_numbers, _time).Register(routes);
        new CheckOperations(_numbers, _time).Register(routes);
        new AppOperations(_tokens, _repositories, _time).Register(routes);
        new UserOperations(_time.GetUtcNow()).Register(routes);
        new TeamOperations(_teams).Register(routes);
        new RateLimitOperations(Limits).Register(routes);
        routes.DemandAll(ApiDescription.GitHub.Operations);
        return routes;
    }
}
