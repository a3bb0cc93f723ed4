using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Store;
using Registry.Core.Validation;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Core.Inbox;

/// <summary>Whether a branch of the inbox adds what an emit of its entity may add, and nothing else. Nothing of it is believed before.</summary>
public sealed class InboxCheck
{
    private readonly List<Problem> _problems = [];
    private readonly WaitingBranch _waiting;
    private readonly List<(RegistryPath Path, ReadOnlyMemory<byte> Content)> _files = [];

    private InboxCheck(WaitingBranch waiting) => _waiting = waiting;

    /// <summary>The manifest that a branch proposes; or all that is wrong with the branch.</summary>
    public static Parsed<Manifest> Read(WaitingBranch waiting)
    {
        var check = new InboxCheck(waiting);
        var manifest = check.Read();
        return new Parsed<Manifest>(check._problems.Count == 0 ? manifest : null, check._problems);
    }

    /// <summary>The emit that a branch asks for. Its ids are proposals, and are allocated anew.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="manifest">What <see cref="Read(WaitingBranch)"/> gave.</param>
    /// <param name="latest">The latest time that it may have been asked for. A forced emit keeps its own, by which it is known again, and is refused then.</param>
    public static EmitRequest RequestOf(InboxBranch branch, Manifest manifest, DateTimeOffset latest)
    {
        var request = EmitRequest.From(manifest) with { Force = branch.IsForced };
        return branch.IsForced || manifest.CreatedAt <= latest ? request : request with { CreatedAt = latest };
    }

    private Manifest? Read()
    {
        if (!InboxBranch.TryParse(_waiting.Name, out var branch))
        {
            Add(RegistryRules.InboxBranch, null, $"'{_waiting.Name}' is not the name of an emit's branch");
            return null;
        }

        if (_waiting.Files is not { } files)
        {
            Add(RegistryRules.InboxCommit, null, $"{_waiting.Name} is not one commit on top of one of the registry's branch");
            return null;
        }

        foreach (var file in files) TakeFile(file, branch.Entity);
        return _problems.Count > 0 ? null : ReadFiles(branch);
    }

    private void TakeFile(WaitingFile file, EntityName entity)
    {
        if (file.Before is not null) Add(RegistryRules.InboxFiles, file.Path, file.After is null ? "is removed; expected only new files" : "is changed; expected only new files");
        else if (!RegistryPath.TryParse(file.Path, out var path) || path.Kind is not (RegistryPathKind.Manifest or RegistryPathKind.Source or RegistryPathKind.Entity))
            Add(RegistryRules.InboxFiles, file.Path, "is none of the files that an emit adds");
        else if (path.Entity != entity) Add(RegistryRules.InboxNames, file.Path, $"belongs to {path.Entity}; expected {entity}, which the branch names");
        else if (FileCheck.CheckMode(file.Path, file.After!.Value) is { } wrong) _problems.Add(wrong);
        else if (file.Content is not { } content) Add(RegistryRules.InboxSize, file.Path, $"has more than {WaitingBranch.MostBytes} bytes");
        else _files.Add((path, content));
    }

    private Manifest? ReadFiles(InboxBranch branch)
    {
        if (Single(RegistryPathKind.Manifest) is not { } written || Single(RegistryPathKind.Source) is not { } source) return null;
        if (FileCheck.ReadManifest(written.Path, written.Content, _problems) is not { } manifest) return null;

        if (!manifest.SourceHash.Hex.StartsWith(branch.HashPrefix, StringComparison.Ordinal))
            Add(RegistryRules.InboxNames, written.Path.ToString(), $"'sourceHash' is {manifest.SourceHash}; expected one that begins with {branch.HashPrefix}, as the branch says");
        if (source.Path.SourceHash != manifest.SourceHash || !source.Content.Span.SequenceEqual(SourceFormat.Write(manifest.Version)))
            Add(RegistryRules.InboxNames, source.Path.ToString(), $"does not say that {manifest.SourceHash} gave {manifest.Version}, as the manifest does");
        if (manifest.CreatedBy != _waiting.Author)
            Add(RegistryRules.InboxAuthor, written.Path.ToString(), $"'createdBy' is {manifest.CreatedBy}, but the author of the commit is {_waiting.Author}");
        foreach (var (path, content) in _files.Where(file => file.Path.Kind == RegistryPathKind.Entity))
            if (!content.Span.SequenceEqual(EntitySettingsFormat.Write(new EntitySettings())))
                Add(RegistryRules.InboxFiles, path.ToString(), "says more than that of a new entity; expected what an emit writes");
        return manifest;
    }

    private (RegistryPath Path, ReadOnlyMemory<byte> Content)? Single(RegistryPathKind kind)
    {
        var found = _files.FindAll(file => file.Path.Kind == kind);
        if (found is [var only]) return only;
        var what = kind == RegistryPathKind.Manifest ? "manifests" : "sources entries";
        Add(RegistryRules.InboxFiles, null, $"{_waiting.Name} adds {found.Count} {what}; expected one");
        return null;
    }

    private void Add(Rule rule, string? file, string message) => _problems.Add(new Problem(rule, file, message));
}
