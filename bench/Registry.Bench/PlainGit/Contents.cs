using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Registry.Bench.Processes;
using YamlDotNet.Core;

namespace Registry.Bench.PlainGit;

/// <summary>Every file of all entities in a repository's newest commit, read by git alone and parsed by the YAML library alone.</summary>
internal static class Contents
{
    /// <summary>The ids of all files, one a line.</summary>
    public static async Task<string> IdsAsync(string repository) =>
        (await Runner.GitAsync(repository, "ls-tree", "-r", "--format=%(objectname)", "HEAD", "entities/")).Output;

    /// <summary>Seconds that <c>git cat-file --batch --buffer</c> takes while somebody drains it.</summary>
    public static async Task<double> ReadAsync(string repository, string ids) => (await Runner.RunAsync(CatFile(repository, ids) with { Drain = Drain.BytesAsync })).Seconds;

    /// <summary>The contents, in memory.</summary>
    public static async Task<IReadOnlyList<byte[]>> LoadAsync(string repository, string ids)
    {
        List<byte[]> contents = [];
        await Runner.RunAsync(CatFile(repository, ids) with { Drain = stream => SplitAsync(stream, contents) });
        return contents;
    }

    /// <summary>Seconds that the parser's events of all contents take on every core.</summary>
    public static double Parse(IReadOnlyList<byte[]> contents)
    {
        var clock = Stopwatch.StartNew();
        Parallel.ForEach(Partitioner.Create(0, contents.Count), range =>
        {
            for (var i = range.Item1; i < range.Item2; i++)
            {
                using var text = new StringReader(Encoding.UTF8.GetString(contents[i]));
                var parser = new Parser(text);
                while (parser.MoveNext())
                {
                }
            }
        });
        return clock.Elapsed.TotalSeconds;
    }

    private static Command CatFile(string repository, string ids) => new("git", "cat-file", "--batch", "--buffer") { Directory = repository, Input = ids };

    /// <summary>Each answer is <c>id SP type SP size LF content LF</c>.</summary>
    private static async Task SplitAsync(Stream stream, List<byte[]> contents)
    {
        await using var buffered = new BufferedStream(stream, 1 << 20);
        var header = new StringBuilder();
        for (int next; (next = buffered.ReadByte()) >= 0;)
        {
            if (next != '\n')
            {
                header.Append((char)next);
                continue;
            }

            var size = header.ToString().AsSpan()[(header.ToString().LastIndexOf(' ') + 1)..];
            var content = new byte[int.Parse(size, CultureInfo.InvariantCulture)];
            await buffered.ReadExactlyAsync(content);
            buffered.ReadByte();
            contents.Add(content);
            header.Clear();
        }
    }
}
