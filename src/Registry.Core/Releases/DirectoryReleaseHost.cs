using System.Globalization;
using System.Text;
using Registry.Core.Entities;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;

namespace Registry.Core.Releases;

/// <summary>
/// A release host that is a folder. Content is stored by its digest, <c>&lt;namespace&gt;/&lt;name&gt;/&lt;hh&gt;/&lt;62 hex digits&gt;</c>,
/// so that equal files of an entity are stored once and no rename follows a commit. While an emit is under way a file
/// <c>pending/&lt;id&gt;</c> names the content that it brought; what a killed emit left behind is found by that.
/// </summary>
public sealed class DirectoryReleaseHost : IReleaseHost
{
    /// <summary>How old a pending emit must be before it counts as dead.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    private readonly string _root;
    private readonly TimeProvider _time;

    /// <summary>Opens a host; the folder is created with the first file.</summary>
    /// <param name="root">Absolute path of the folder.</param>
    /// <param name="time">The clock that dates pending emits.</param>
    public DirectoryReleaseHost(string root, TimeProvider time) => (_root, _time) = (root, time);

    /// <inheritdoc/>
    public bool IsCollectedByEmits => true;

    private string PendingFolder => Path.Combine(_root, "pending");

    /// <inheritdoc/>
    public async Task<IStagedFiles> StageAsync(EntityName entity, IReadOnlyList<FileToAttach> files, CancellationToken cancellationToken)
    {
        if (files.Count == 0) return NothingToKeep.Instance;
        return await GuardAsync(async () =>
        {
            var staged = new StagedFiles(this, entity, Path.Combine(PendingFolder, Guid.NewGuid().ToString("N")));
            await using (await LockAsync(cancellationToken)) staged.Declare(files);
            try
            {
                foreach (var file in files) Store(entity, file, staged, cancellationToken);
                return staged;
            }
            catch
            {
                await staged.DisposeAsync();
                throw;
            }
        });
    }

    /// <inheritdoc/>
    public Task<Problem?> DownloadAsync(HostedVersion version, VersionFile file, string target, CancellationToken cancellationToken)
    {
        var path = PathOf(version.Entity, file.Sha256);
        return GuardAsync(() => Task.FromResult(File.Exists(path) ? FileContent.Copy(path, target, file, cancellationToken) : Missing(version.Entity, file, path)));
    }

    /// <inheritdoc/>
    public Task<FileLocation> LocateAsync(HostedVersion version, VersionFile file, CancellationToken cancellationToken) => GuardAsync(() =>
        Task.FromResult<FileLocation>(Check(version.Entity, file, content: false, cancellationToken) is { } wrong ? new NoContent(wrong) : new LocalContent(PathOf(version.Entity, file.Sha256))));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Problem>> CheckAsync(HostedVersion version, bool content, CancellationToken cancellationToken) =>
        GuardAsync(() => Task.FromResult(Check(version.Entity, version.Files, content, cancellationToken)));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReleaseSighting>> SeeAsync(IReadOnlyList<Publication> publications, CancellationToken cancellationToken) => GuardAsync(() =>
    {
        IReadOnlyList<ReleaseSighting> seen = [.. publications.Select(publication =>
            Check(publication.Entity, publication.Manifest.Files, content: false, cancellationToken) is [var problem, ..]
                ? new ReleaseSighting(ReleaseState.Absent, Problem: problem)
                : new ReleaseSighting(ReleaseState.Staged))];
        return Task.FromResult(seen);
    });

    /// <inheritdoc/>
    public async Task<PublishResult> PublishAsync(Publication publication, CancellationToken cancellationToken)
    {
        try
        {
            var problems = await GuardAsync(() => Task.FromResult(Check(publication.Entity, publication.Manifest.Files, content: true, cancellationToken)));
            return problems.Count == 0 ? new Published(RecordOf(publication)) : new NotPublished(problems[0], PublishFailure.Passing);
        }
        catch (RegistryException error)
        {
            return new NotPublished(error.Problems[0], PublishFailure.Host);
        }
    }

    /// <inheritdoc/>
    public Task MarkLatestAsync(ReleaseRecord release, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<Problem>> FindStraysAsync(Func<EntityName, VersionId, CancellationToken, Task<bool>> isRecorded, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>([]);

    /// <inheritdoc/>
    public Task RemoveAsync(HostedVersion deleted, Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        if (!Directory.Exists(_root)) return 0;
        await using var turn = await LockAsync(cancellationToken);
        var entity = deleted.Entity;
        var wanted = Pending();
        foreach (var file in deleted.Files)
        {
            if (wanted.Any(pending => pending.Entity == entity && pending.Content.Contains(file.Sha256))) continue;
            // Asked under the lock: an emit that is no longer pending has its commit.
            if (!await isNeeded(entity, file.Sha256, cancellationToken)) File.Delete(PathOf(entity, file.Sha256));
        }

        return 0;
    });

    /// <inheritdoc/>
    public Task<int> CollectAsync(Func<EntityName, Digest, CancellationToken, Task<bool>> isNeeded, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        if (!Directory.Exists(PendingFolder)) return 0;
        await using var turn = await LockAsync(cancellationToken);
        var pending = Pending();
        var removed = 0;
        // Who declares holds the lock, so what cannot be read was cut off, and nothing was stored after it.
        foreach (var path in Directory.EnumerateFiles(PendingFolder).Except(pending.Select(emit => emit.Path), StringComparer.Ordinal)) File.Delete(path);
        foreach (var dead in pending.Where(IsDead).ToList())
        {
            foreach (var content in dead.Content)
            {
                if (pending.Any(other => other != dead && other.Entity == dead.Entity && other.Content.Contains(content))) continue;
                if (await isNeeded(dead.Entity, content, cancellationToken)) continue;
                var path = PathOf(dead.Entity, content);
                if (File.Exists(path)) removed++;
                File.Delete(path);
            }

            File.Delete(dead.Path);
            pending.Remove(dead);
        }

        return removed;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>How many emits are under way or died.</summary>
    public int CountPending() => Directory.Exists(PendingFolder) ? Directory.EnumerateFiles(PendingFolder).Count() : 0;

    private string PathOf(EntityName entity, Digest digest) =>
        Path.Combine(_root, entity.Namespace, entity.Name, digest.Hex[..2], digest.Hex[2..]);

    private void Store(EntityName entity, FileToAttach file, StagedFiles staged, CancellationToken cancellationToken)
    {
        var target = PathOf(entity, file.File.Sha256);
        if (File.Exists(target) && new FileInfo(target).Length == file.File.Size) return;
        if (FileContent.Copy(file.Path, target, file.File, cancellationToken) is { } changed)
            throw new RegistryException([changed with { Message = changed.Message + "; it changed while it was read" }]);
        staged.Stored.Add(target);
    }

    private bool IsDead(PendingEmit emit) => _time.GetUtcNow() - emit.Since > Grace;

    private List<PendingEmit> Pending()
    {
        List<PendingEmit> pending = [];
        if (!Directory.Exists(PendingFolder)) return pending;
        foreach (var path in Directory.EnumerateFiles(PendingFolder))
            if (PendingEmit.Parse(path, File.ReadAllLines(path)) is { } emit)
                pending.Add(emit);
        return pending;
    }

    /// <summary>Makes declaring what is pending and removing what is not exclude each other, between processes too.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(PendingFolder);
        var path = Path.Combine(_root, "lock");
        for (var wait = 1; ; wait = Math.Min(2 * wait, 50))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(wait), cancellationToken);
            }
        }
    }

    private IReadOnlyList<Problem> Check(EntityName entity, IReadOnlyList<VersionFile> files, bool content, CancellationToken cancellationToken) =>
        [.. files.Select(file => Check(entity, file, content, cancellationToken)).OfType<Problem>()];

    private Problem? Check(EntityName entity, VersionFile file, bool content, CancellationToken cancellationToken)
    {
        var path = PathOf(entity, file.Sha256);
        if (!File.Exists(path)) return Missing(entity, file, path);
        var (size, digest) = content ? FileContent.Measure(path, cancellationToken) : (new FileInfo(path).Length, file.Sha256);
        return size == file.Size && digest == file.Sha256
            ? null
            : new Problem(RegistryRules.ContentMismatch, path, $"'{file.Name}' of {entity} has {size} bytes{(content ? $" and {digest}" : "")}; expected {file.Size} bytes and {file.Sha256}");
    }

    private ReleaseRecord RecordOf(Publication publication) => new()
    {
        Version = publication.Version,
        Host = "directory",
        Tag = publication.Tag,
        PublishedAt = VersionId.From(_time.GetUtcNow()).Time,
        Files = [.. publication.Manifest.Files.Select(file => new ReleasedFile(file.Name, null, null, file.Size, file.Sha256)).OrderBy(file => file.Name, StringComparer.Ordinal)],
    };

    private static Problem Missing(EntityName entity, VersionFile file, string path) =>
        new(RegistryRules.ContentMissing, path, $"the release host has no content for '{file.Name}' of {entity}, {file.Sha256}");

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegistryException(RegistryRules.HostUnusable, $"the release host {_root} failed: {error.Message}", error);
        }
    }

    private sealed class StagedFiles(DirectoryReleaseHost host, EntityName entity, string marker) : IStagedFiles
    {
        private bool _kept;

        /// <summary>What this emit brought, as opposed to what was there.</summary>
        public List<string> Stored { get; } = [];

        public void Declare(IReadOnlyList<FileToAttach> files)
        {
            var lines = files.Select(file => file.File.Sha256.ToString()).Prepend(host._time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)).Prepend(entity.ToString());
            try
            {
                using var stream = new FileStream(marker, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
                FileContent.Write(stream, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
                RandomAccess.FlushToDisk(stream.SafeFileHandle);
            }
            catch
            {
                File.Delete(marker);
                throw;
            }
        }

        public async Task KeepAsync(CancellationToken cancellationToken)
        {
            _kept = true;
            await using var turn = await host.LockAsync(CancellationToken.None);
            var pending = host.Pending();
            var own = pending.Find(emit => emit.Path == marker);
            // Who brought the same content and does not keep it must not take it away.
            foreach (var other in pending.Where(other => other != own))
            {
                var shared = other.Content.Intersect(own?.Content ?? []).Select(digest => PendingEmit.KeptMark + digest).ToList();
                if (shared.Count > 0) await File.AppendAllLinesAsync(other.Path, shared, CancellationToken.None);
            }

            File.Delete(marker);
        }

        public async ValueTask DisposeAsync()
        {
            if (_kept || !File.Exists(marker)) return;
            await using var turn = await host.LockAsync(CancellationToken.None);
            var pending = host.Pending();
            var needed = pending.SelectMany(emit => (emit.Path == marker ? emit.Kept : emit.Content).Select(content => host.PathOf(emit.Entity, content)));
            foreach (var path in Stored.Except(needed, StringComparer.Ordinal)) File.Delete(path);
            File.Delete(marker);
        }
    }
}
