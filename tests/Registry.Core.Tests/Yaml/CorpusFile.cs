namespace Registry.Core.Tests.Yaml;

/// <summary>A file of the corpus: <c>Corpus/good|bad/kind/name.yaml</c>.</summary>
internal sealed record CorpusFile(FileKind Kind, string Name, string Path)
{
    public static IReadOnlyList<CorpusFile> Good { get; } = Of("good");

    public static IReadOnlyList<CorpusFile> Bad { get; } = Of("bad");

    /// <summary>Whether the file was written as people write, not as the writer does.</summary>
    public bool ByHand => Name.StartsWith("by-hand-", StringComparison.Ordinal);

    public string ExpectedPath => System.IO.Path.ChangeExtension(Path, ".expected");

    public byte[] Content => File.ReadAllBytes(Path);

    public FileKind.Reading Read() => Kind.Read($"{Name}.yaml", Content);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.Name}/{Name}";

    public static TheoryData<string> Names(IEnumerable<CorpusFile> files) => [.. files.Select(file => file.ToString())];

    public static CorpusFile Find(IEnumerable<CorpusFile> files, string name) => files.Single(file => file.ToString() == name);

    private static IReadOnlyList<CorpusFile> Of(string quality) =>
    [
        .. from kind in FileKind.All
           from path in Directory.GetFiles(System.IO.Path.Combine(RepositoryFiles.Corpus, quality, kind.Name), "*.yaml").Order(StringComparer.Ordinal)
           select new CorpusFile(kind, System.IO.Path.GetFileNameWithoutExtension(path), path),
    ];
}
