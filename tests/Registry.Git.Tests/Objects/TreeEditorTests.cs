using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Registry.Core.Store;
using Registry.Git.Objects;
using Registry.Git.Repositories;
using Registry.Testing;

namespace Registry.Git.Tests.Objects;

/// <summary>Trees are edited as git itself would edit them.</summary>
public sealed class TreeEditorTests : IDisposable
{
    private readonly GitSandbox _sandbox = new();
    private readonly Dictionary<string, string> _blobs = new(StringComparer.Ordinal);

    // Names whose order differs between bytes, folders and files, and few enough that files and folders get into each other's way.
    private static readonly Gen<string> s_path =
        Gen.Elements("a", "a.b", "a-b", "a0", "b", "ä", "Z").NonEmptyListOf().Select(parts => string.Join('/', parts.Take(3)));

    private static readonly Arbitrary<(string Path, int Content)[]> s_edits =
        s_path.Zip(Gen.Choose(0, 4)).Select(pair => (pair.Item1, pair.Item2)).ArrayOf().ToArbitrary();

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task RandomEditsGiveTheTreeThatGitGives(string objectFormat)
    {
        var path = await _sandbox.InitAsync(objectFormat: objectFormat);
        var format = ObjectFormat.Parse(objectFormat);
        await using var database = GitRepository.At(_sandbox.Git, path).OpenObjects();
        var trees = new TreeCache(database);
        var root = format.EmptyTree;
        await database.WriteAsync(format, [new GitObject(root, GitObjectType.Tree, default)], CancellationToken.None);

        Prop.ForAll(s_edits, edits =>
        {
            var changes = Consistent(edits);
            var editor = new TreeEditor(trees.ReadAsync, format);

            var edited = editor.EditAsync(root, changes, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            database.WriteAsync(format, editor.Objects, CancellationToken.None).GetAwaiter().GetResult();
            var expected = EditWithGit(path, root, changes);

            Assert.Equal(expected, edited.ToString());
            // Each case begins where the one before it ended.
            root = edited;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
        Assert.Empty(_sandbox.Run(path, "fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task AnEditThatChangesNothingMakesNoObject()
    {
        var editor = await EditorAsync();
        var root = await editor.EditAsync(default, Changes(("a/b", "1"), ("c", "2")), CancellationToken.None);
        var trees = editor.Objects.ToDictionary(item => item.Id);
        var second = new TreeEditor((id, _) => ValueTask.FromResult(trees[id]), ObjectFormat.Sha1);

        var same = await second.EditAsync(root, Changes(("a/b", "1"), ("gone", null), ("a/b/c", null)), CancellationToken.None);

        Assert.Equal(root, same);
        Assert.Empty(second.Objects);
    }

    [Fact]
    public async Task AFolderIsNotRemovedAsIfItWereAFile()
    {
        var editor = await EditorAsync();
        var root = await editor.EditAsync(default, Changes(("a/b", "1")), CancellationToken.None);
        var trees = editor.Objects.ToDictionary(item => item.Id);

        var same = await new TreeEditor((id, _) => ValueTask.FromResult(trees[id]), ObjectFormat.Sha1)
            .EditAsync(root, Changes(("a", null)), CancellationToken.None);

        Assert.Equal(root, same);
    }

    [Fact]
    public async Task APathIsNotAFileAndAFolderAtOnce()
    {
        var editor = await EditorAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            async () => await editor.EditAsync(default, Changes(("a", "1"), ("a/b", "2")), CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/./b")]
    [InlineData(".git/config")]
    [InlineData("a/.GIT")]
    [InlineData("a\nb")]
    [InlineData("a\\b")]
    public async Task APathThatNoTreeShouldHoldIsRefused(string path)
    {
        var editor = await EditorAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await editor.EditAsync(default, Changes((path, "1")), CancellationToken.None));
    }

    public void Dispose() => _sandbox.Dispose();

    private static Task<TreeEditor> EditorAsync() =>
        Task.FromResult(new TreeEditor((_, _) => throw new InvalidOperationException("No tree is there to read."), ObjectFormat.Sha1));

    private static ChangeSet Changes(params (string Path, string? Content)[] files)
    {
        var changes = new ChangeSet();
        foreach (var (path, content) in files)
        {
            if (content is null) changes.Remove(path);
            else changes.Write(path, Encoding.UTF8.GetBytes(content));
        }

        return changes;
    }

    /// <summary>A zero removes. Of two paths of which one would have to be the folder of the other, the first stays.</summary>
    private static ChangeSet Consistent((string Path, int Content)[] edits)
    {
        var written = new List<string>();
        var changes = new ChangeSet();
        foreach (var (path, content) in edits)
        {
            if (content == 0 && !written.Contains(path)) changes.Remove(path);
            if (content == 0 || written.Exists(other => Clash(path, other) || Clash(other, path))) continue;
            written.Add(path);
            changes.Write(path, Encoding.UTF8.GetBytes($"{content}\n"));
        }

        return changes;
    }

    private static bool Clash(string path, string other) => other.StartsWith(path + "/", StringComparison.Ordinal);

    private string EditWithGit(string path, GitObjectId root, ChangeSet changes)
    {
        _sandbox.Run(path, "read-tree", root.ToString());
        // Removals first, because a file may stand where a folder was.
        var lines = changes.Files.OrderBy(change => change.Value is not null).Select(change =>
            change.Value is { } content ? $"100644 {BlobOf(path, content)}\t{change.Key}\n" : $"0 {new string('0', root.ToString().Length)}\t{change.Key}\n");
        _sandbox.RunWithInput(path, string.Concat(lines), "update-index", "--index-info");
        return _sandbox.Run(path, "write-tree");
    }

    private string BlobOf(string path, ReadOnlyMemory<byte> content)
    {
        var text = Encoding.UTF8.GetString(content.Span);
        if (!_blobs.TryGetValue(text, out var blob)) _blobs[text] = blob = _sandbox.RunWithInput(path, text, "hash-object", "-w", "--stdin");
        return blob;
    }
}
