using System.CommandLine;
using Registry.Cli.Hosting;
using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Git.Sources;

namespace Registry.Cli.Commands;

/// <summary><c>registry emit</c>: adds a version, or finds the one that the source has already.</summary>
internal static class EmitCommand
{
    private static readonly TimeSpan s_usualWait = TimeSpan.FromMinutes(10);

    internal sealed record Options
    {
        public required EntityName Entity { get; init; }

        public string? SourceDirectory { get; init; }

        public Digest? SourceHash { get; init; }

        public IReadOnlyList<FileArgument> Files { get; init; } = [];

        public string? SemVer { get; init; }

        public string? Name { get; init; }

        public string? Description { get; init; }

        public string? Changelog { get; init; }

        public string? ChangelogUrl { get; init; }

        public VersionId? Base { get; init; }

        public string? Channel { get; init; }

        public IReadOnlyList<string> Tags { get; init; } = [];

        /// <summary>A contract file.</summary>
        public string? Contract { get; init; }

        public IReadOnlyList<Dependency> Dependencies { get; init; } = [];

        public bool Draft { get; init; }

        public bool Force { get; init; }

        public bool SetActive { get; init; }

        /// <summary>How long to wait until an emit by the inbox is folded in; <see langword="null"/> not to wait.</summary>
        public TimeSpan? Wait { get; init; }
    }

    public static Command Create(CommandContext host)
    {
        var entity = Arguments.Entity();
        var sourceDirectory = Arguments.Text("--source-dir", "Hash the source files of this directory (in a git work tree: those that git does not ignore)", "dir");
        var sourceHash = new Option<Digest?>("--source-hash") { Description = "The source hash, when something else computed it", HelpName = "sha256:…", CustomParser = Arguments.Parser(Digest.Parse) };
        var files = new Option<FileArgument[]>("--file")
        {
            Description = "A file to attach: PATH[,platform=windows|linux|macos][,architecture=x86|x64|arm64]; may be given several times",
            HelpName = "path",
            CustomParser = result => [.. result.Tokens.Select(token => FileArgument.Parse(token.Value, result)).OfType<FileArgument>()],
        };
        var semver = Arguments.Text("--semver", "SemVer 2.0.0 of the version", "version");
        var name = Arguments.Text("--name", "A name for people", "text");
        var description = Arguments.Text("--description", "A description for people", "text");
        var changelog = Arguments.Text("--changelog", "What changed", "text");
        var changelogUrl = Arguments.Text("--changelog-url", "Where to read what changed", "URL");
        var parent = Arguments.Id("--base", "The version that this one follows (default: the newest)");
        var channel = Arguments.Text("--channel", "The release channel that it is built for", "name");
        var tags = new Option<string[]>("--tag") { Description = "A tag; may be given several times", HelpName = "tag" };
        var needs = new Option<Dependency[]>("--needs")
        {
            Description = "An entity that it needs, namespace/name[@id]; may be given several times",
            HelpName = "entity",
            CustomParser = result => [.. result.Tokens.Select(token => ParseDependency(token.Value, result)).OfType<Dependency>()],
        };
        var contract = Arguments.Text("--contract", "A contract file: inputs, outputs, properties and what else its authors say of all versions", "file");
        var draft = new Option<bool>("--draft") { Description = "A version that may still change" };
        var force = new Option<bool>("--force") { Description = "Add a version although its source is known" };
        var setActive = new Option<bool>("--set-active") { Description = "Move the default channel to it, in the same commit" };
        var wait = new Option<bool>("--wait") { Description = "Where emits come by an inbox: wait until it is folded in, and say its id" };
        var waitFor = Arguments.Duration("--wait-for", "Wait so long at most (default: 10m)");
        var command = new Command("emit", "Add a version; a known source gives the version that it has already")
        {
            entity, sourceDirectory, sourceHash, files, semver, name, description, changelog, changelogUrl, parent, channel, tags, needs, contract, draft, force, setActive, wait, waitFor,
        };
        command.Validators.Add(result =>
        {
            if ((result.GetResult(sourceDirectory) is null) == (result.GetResult(sourceHash) is null))
                result.AddError("Give either --source-dir or --source-hash.");
        });
        return command.Run(host, (result, context, cancellationToken) => RunAsync(
            new Options
            {
                Entity = result.GetRequiredValue(entity),
                SourceDirectory = result.GetValue(sourceDirectory),
                SourceHash = result.GetValue(sourceHash),
                Files = result.GetValue(files) ?? [],
                SemVer = result.GetValue(semver),
                Name = result.GetValue(name),
                Description = result.GetValue(description),
                Changelog = result.GetValue(changelog),
                ChangelogUrl = result.GetValue(changelogUrl),
                Base = result.GetValue(parent),
                Channel = result.GetValue(channel),
                Tags = result.GetValue(tags) ?? [],
                Dependencies = result.GetValue(needs) ?? [],
                Contract = result.GetValue(contract),
                Draft = result.GetValue(draft),
                Force = result.GetValue(force),
                SetActive = result.GetValue(setActive),
                Wait = result.GetValue(waitFor) ?? (result.GetValue(wait) ? s_usualWait : null),
            },
            context,
            cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        List<FileToAttach> files = [];
        foreach (var file in options.Files)
            files.Add(FileToAttach.Measure(Path.GetFullPath(file.Path, context.WorkingDirectory), file.Platform, file.Architecture, cancellationToken));
        var request = await RequestAsync(options, files, context, cancellationToken);

        using var registry = context.Connect();
        var document = await registry.EmitAsync(request, files, options.Wait, cancellationToken);
        EmitResult.Write(context.Output, document);
        // Who waits for an id has none.
        return document.Version is null && options.Wait is not null ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<EmitRequest> RequestAsync(Options options, IReadOnlyList<FileToAttach> files, CommandContext context, CancellationToken cancellationToken)
    {
        var hash = options.SourceHash;
        SourceOrigin? origin = null;
        if (options.SourceDirectory is { } given)
        {
            var directory = Path.GetFullPath(given, context.WorkingDirectory);
            if (!Directory.Exists(directory)) throw new RegistryException(RegistryRules.BadRequest, $"there is no directory {directory} to hash");
            var source = new GitSource(context.Git, directory);
            hash = await SourceDirectory.HashAsync(directory, await source.FilesAsync(cancellationToken), cancellationToken);
            origin = await source.OriginAsync(cancellationToken);
        }

        var request = new EmitRequest
        {
            Entity = options.Entity,
            SourceHash = hash!,
            SemVer = options.SemVer,
            Name = options.Name,
            Description = options.Description,
            BaseVersion = options.Base,
            Source = origin,
            Channel = options.Channel,
            Changelog = options.Changelog,
            ChangelogUrl = options.ChangelogUrl,
            Dependencies = options.Dependencies,
            Files = [.. files.Select(file => file.File)],
            Tags = options.Tags,
            Draft = options.Draft,
            Force = options.Force,
            SetActive = options.SetActive,
        };
        return options.Contract is { } contract ? request.With(ContractDocumentFormat.ReadChecked(contract, await context.ReadFileAsync(contract, cancellationToken)).Get()) : request;
    }

    private static Dependency? ParseDependency(string text, System.CommandLine.Parsing.ArgumentResult result)
    {
        if (VersionReference.TryParse(text, out var reference) && reference.Kind is ReferenceKind.Active or ReferenceKind.Id)
            return new Dependency(reference.Entity, reference.Kind == ReferenceKind.Id ? VersionId.Parse(reference.Selector) : null);
        result.AddError($"'{text}' is no dependency; expected namespace/name or namespace/name@<id>.");
        return null;
    }
}
