using System.Runtime.CompilerServices;
using System.Text;
using Registry.Core.Entities;
using Registry.Core.Store;
using Registry.Core.Versions;
using Registry.Git.Objects;

namespace Registry.Git.Surveys;

/// <summary>Walks down the folders of all entities, many at a time, past those that hold sources and records.</summary>
/// <param name="readers">Read objects side by side, each for entities of its own.</param>
/// <param name="format">The format of the repository's objects.</param>
internal sealed class EntityWalk(IReadOnlyList<ObjectBatch> readers, ObjectFormat format)
{
    private const int EntitiesAtOnce = 400;
    private const string Extension = ".yaml";

    /// <summary>All entities below the folder <c>entities</c>, in the order of the tree.</summary>
    public async IAsyncEnumerable<EntityListing> WalkAsync(GitObjectId entities, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var spaces = Folders(Tree.Parse((await readers[0].ReadAsync([entities], cancellationToken))[0], format));
        var contents = await readers[0].ReadAsync([.. spaces.Select(space => space.Id)], cancellationToken);
        var all = spaces.Zip(contents).SelectMany(space => EntitiesOf(space.First.Name, space.Second));
        Queue<Task<IReadOnlyList<EntityListing>>> ahead = [];
        var started = 0;
        try
        {
            foreach (var entitiesAtOnce in all.Chunk(EntitiesAtOnce))
            {
                // A reader is free again when those before are listed.
                if (ahead.Count == readers.Count)
                    foreach (var listing in await ahead.Dequeue())
                        yield return listing;
                var reader = readers[started++ % readers.Count];
                ahead.Enqueue(Task.Run(() => ListAsync(reader, entitiesAtOnce, cancellationToken), cancellationToken));
            }

            while (ahead.TryDequeue(out var last))
                foreach (var listing in await last)
                    yield return listing;
        }
        finally
        {
            // Nobody takes a reader away from one who still reads.
            foreach (var reading in ahead) await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IEnumerable<(EntityName Name, GitObjectId Folder)> EntitiesOf(string space, ReadOnlyMemory<byte> folder)
    {
        foreach (var item in Folders(Tree.Parse(folder, format)))
            if (EntityName.TryParse($"{space}/{item.Name}", out var entity))
                yield return (entity, item.Id);
    }

    private async Task<IReadOnlyList<EntityListing>> ListAsync(ObjectBatch objects, IReadOnlyList<(EntityName Name, GitObjectId Folder)> entities, CancellationToken cancellationToken)
    {
        var contents = await objects.ReadAsync([.. entities.Select(entity => entity.Folder)], cancellationToken);
        var drafts = entities.Zip(contents, (entity, content) => new Draft(entity.Name, Tree.Parse(content, format))).ToList();
        await DescendAsync(objects, drafts, draft => draft.Parts, cancellationToken);
        await DescendAsync(objects, drafts, draft => draft.Months, cancellationToken);
        return [.. drafts.Select(draft => draft.ToListing())];
    }

    /// <summary>Reads one more level of all entities at once.</summary>
    private async Task DescendAsync(ObjectBatch objects, List<Draft> drafts, Func<Draft, List<Level>> levels, CancellationToken cancellationToken)
    {
        var wanted = drafts.SelectMany(levels).ToList();
        var contents = await objects.ReadAsync([.. wanted.Select(level => level.Folder)], cancellationToken);
        foreach (var (level, content) in wanted.Zip(contents)) level.Take(Tree.Parse(content, format));
    }

    private static List<(string Name, GitObjectId Id)> Folders(List<TreeEntry> entries) =>
        [.. entries.Where(entry => entry.Kind == TreeItemKind.Folder).Select(entry => (NameOf(entry), entry.Id))];

    private static string NameOf(TreeEntry entry) => Encoding.UTF8.GetString(entry.Name.Span);

    /// <summary>A folder that is to be read, and what becomes of its entries.</summary>
    private sealed record Level(GitObjectId Folder, Action<List<TreeEntry>> Take);

    private sealed class Draft
    {
        private readonly EntityName _entity;
        private readonly string? _settings;
        private readonly Dictionary<string, string> _channels = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _soaks = new(StringComparer.Ordinal);
        private readonly SortedSet<VersionId> _versions = [];
        private readonly HashSet<VersionId> _releases = [];

        public Draft(EntityName entity, List<TreeEntry> entries)
        {
            _entity = entity;
            foreach (var entry in entries)
            {
                switch (NameOf(entry))
                {
                    case "entity.yaml": _settings = entry.Id.ToString(); break;
                    case "channels": Parts.Add(new Level(entry.Id, files => Put(files, _channels))); break;
                    case "soaks": Parts.Add(new Level(entry.Id, files => Put(files, _soaks))); break;
                    case "versions": Parts.Add(new Level(entry.Id, months => Open(months, _versions))); break;
                    case "releases": Parts.Add(new Level(entry.Id, months => Open(months, _releases))); break;
                }
            }
        }

        public List<Level> Parts { get; } = [];

        public List<Level> Months { get; } = [];

        public EntityListing ToListing() => new()
        {
            Entity = _entity,
            Settings = _settings,
            Newest = _versions.Count == 0 ? null : _versions.Max,
            Unreleased = [.. _versions.Except(_releases)],
            Released = _releases,
            Channels = _channels,
            Soaks = _soaks,
        };

        private void Open(List<TreeEntry> months, ISet<VersionId> target)
        {
            foreach (var month in months.Where(entry => entry.Kind == TreeItemKind.Folder))
                Months.Add(new Level(month.Id, files => files.ForEach(file =>
                {
                    if (Stem(file) is { } stem && VersionId.TryParse(stem, out var id)) target.Add(id);
                })));
        }

        private static void Put(List<TreeEntry> files, Dictionary<string, string> target)
        {
            foreach (var file in files)
                if (Stem(file) is { } stem)
                    target[stem] = file.Id.ToString();
        }

        private static string? Stem(TreeEntry entry) =>
            entry.Kind == TreeItemKind.File && NameOf(entry) is var name && name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : null;
    }
}
