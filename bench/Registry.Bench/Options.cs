using System.Globalization;

namespace Registry.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage =
        """
        Registry.Bench [options]
          --versions N[,N…]  sizes of the registries, multiples of 1,000 (default: 10000,1000000)
          --projects N[,N…]  sizes of the solutions that are built (default: 1,20,100)
          --work DIR         where everything is generated (default: registry-bench in the folder for temporary files)
          --output FILE      rewrites the generated part of this document
          --only NAME[,…]    import, emit, read, validate, change, parallel, remote, group, reconcile, api, build, cel
          --runs N           runs of a bulk load and of a whole validation (default: 3)
          --keep             leaves what was generated, and takes it up again the next time
          --no-publish       measures what was published the last time; needs --keep then
        """;

    public IReadOnlyList<int> Versions { get; private init; } = [10_000, 1_000_000];

    public IReadOnlyList<int> Projects { get; private init; } = [1, 20, 100];

    public string Work { get; private init; } = Path.Combine(Path.GetTempPath(), "registry-bench");

    public string? Output { get; private init; }

    public IReadOnlyList<string> Only { get; private init; } = [];

    public int Runs { get; private init; } = 3;

    public bool Keep { get; private init; }

    public bool Publish { get; private init; } = true;

    /// <summary>Runs of what takes long in a registry of so many versions; a small one takes so little that more of them cost nothing.</summary>
    public int RunsOf(int versions) => versions < 100_000 ? Math.Max(5, Runs) : Runs;

    /// <summary>The options, or <see langword="null"/> when they cannot be understood.</summary>
    public static Options? Parse(IReadOnlyList<string> args)
    {
        var options = new Options();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--keep") options = options with { Keep = true };
            else if (args[i] is "--no-publish") options = options with { Publish = false };
            else if (i + 1 == args.Count || options.With(args[i], args[++i]) is not { } next) return null;
            else options = next;
        }

        return options;
    }

    private Options? With(string name, string value) => name switch
    {
        "--versions" when Numbers(value) is { Count: > 0 } numbers && numbers.All(number => number > 0 && number % 1000 == 0) => this with { Versions = [.. numbers.Order()] },
        "--projects" when Numbers(value) is { Count: > 0 } numbers && numbers.All(number => number > 0) => this with { Projects = numbers },
        "--work" => this with { Work = Path.GetFullPath(value) },
        "--output" => this with { Output = Path.GetFullPath(value) },
        "--only" => this with { Only = value.Split(',') },
        "--runs" when Numbers(value) is [> 0 and var runs] => this with { Runs = runs },
        _ => null,
    };

    private static List<int> Numbers(string text) =>
        [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
}
