using System.Collections.Concurrent;
using Registry.FakeGitHub.Hosting;

namespace Registry.FakeGitHub.Repositories;

/// <summary>The repositories, by their names and former names.</summary>
internal sealed class RepositoryStore
{
    private readonly ConcurrentDictionary<string, FakeRepository> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, FakeRepository> _formerly = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<FakeRepository> All => _byName.Values;

    public void Add(FakeRepository repository)
    {
        if (!_byName.TryAdd(repository.FullName, repository)) throw new InvalidOperationException($"There is a repository {repository.FullName} already.");
    }

    public void Rename(string from, string to)
    {
        if (!_byName.TryRemove(from, out var repository)) throw new InvalidOperationException($"There is no repository {from}.");
        _formerly[from] = repository;
        repository.FullName = to;
        Add(repository);
    }

    public FakeRepository? Find(string fullName) => _byName.GetValueOrDefault(fullName);

    public FakeRepository? FindFormer(string fullName) => _formerly.GetValueOrDefault(fullName);

    /// <summary>A path that names a repository by its number, as the links of pages do, with its name instead.</summary>
    public string WithName(string path)
    {
        if (path.Split('/', 4) is not ["", "repositories", var number, .. var rest] || !long.TryParse(number, out var id)) return path;
        var repository = All.FirstOrDefault(repository => repository.Id == id) ?? throw Refusal.NotFound();
        return string.Join('/', (IEnumerable<string>)["/repos", repository.FullName, .. rest]);
    }
}
