using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Registry.Cli.Connections;
using Registry.Cli.Hosting;
using Registry.Cli.Output;
using Registry.Core.Installs;
using Registry.Core.Releases;
using Registry.Core.Rules;
using Registry.Core.Sources;
using Registry.Core.Versions;
using Registry.Core.Yaml;

namespace Registry.Cli.Commands;

/// <summary><c>registry install</c>: what an install of a version comes to.</summary>
internal static class InstallCommand
{
    // What goes to a terminal needs no escapes for the sake of HTML.
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal sealed record Options(VersionReference Reference, string? Inputs, string? Entities, string? Lock);

    public static Command Create(CommandContext host)
    {
        var reference = Arguments.Reference();
        var inputs = Arguments.Text("--inputs", "What the version's inputs get, YAML or JSON", "file");
        var entities = Arguments.Text("--entities", "Where dependencies are and what they show, YAML or JSON: {namespace/name: {href, outputs}}", "file");
        var locked = Arguments.Text("--lock", "Use the versions of this lock; where there is no such file, write it", "file");
        return new Command("install", "Resolve a version with its dependencies, and evaluate its contract; installs nothing by itself") { reference, inputs, entities, locked }.Run(host, (result, context, cancellationToken) =>
            RunAsync(new Options(result.GetRequiredValue(reference), result.GetValue(inputs), result.GetValue(entities), result.GetValue(locked)), context, cancellationToken));
    }

    public static async Task<int> RunAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(options, context, cancellationToken);
        using var registry = context.Connect();
        var document = await registry.InstallAsync(request, cancellationToken);
        if (options.Lock is { } path && request.Lock is null) WriteLock(Path.GetFullPath(path, context.WorkingDirectory), document.Lock);
        context.Output.Result(document.ToJson(), Json.Of, text => Write(document, text));
        return ExitCode.Done;
    }

    private static async Task<InstallRequest> RequestAsync(Options options, CommandContext context, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        var inputs = await ReadAsync(options.Inputs, DataFile.Read);
        var entities = await ReadAsync(options.Entities, DataFile.Read);
        var given = GivenEntityFormat.Read(entities ?? [], options.Entities, problems);
        var locked = options.Lock is { } path && File.Exists(Path.GetFullPath(path, context.WorkingDirectory)) ? await ReadAsync(path, InstallLockFormat.Read) : null;
        if (problems.Count > 0) throw new RegistryException(problems);
        return new InstallRequest { Reference = options.Reference, Inputs = inputs ?? [], Entities = given, Lock = locked };

        async Task<T?> ReadAsync<T>(string? file, Func<string, ReadOnlyMemory<byte>, Parsed<T>> read)
            where T : class
        {
            if (file is null) return null;
            var parsed = read(file, await context.ReadFileAsync(file, cancellationToken));
            problems.AddRange(parsed.Problems);
            return parsed.Value;
        }
    }

    private static void WriteLock(string path, InstallLock install)
    {
        var content = InstallLockFormat.Write(install);
        var digest = Digest.Of(content);
        using var file = new WholeFile(path);
        file.Content.Write(content);
        file.Place(new VersionFile { Name = Path.GetFileName(path), Size = content.Length, Sha256 = digest }, digest, source: null);
    }

    private static void Write(InstalledVersion version, TextWriter text)
    {
        text.WriteLine($"{version.Entity}@{version.Version}  {version.ManifestSha}");
        WriteValues("inputs", version.Inputs);
        WriteValues("outputs", version.Outputs);
        text.WriteLine("lock:");
        foreach (var locked in version.Lock.Versions)
        {
            text.WriteLine($"  {locked.Entity}@{locked.Version}  {locked.ManifestSha}{(locked.RequiredBy.Count == 0 ? "" : $"  (for {string.Join(", ", locked.RequiredBy)})")}");
            foreach (var file in locked.Files) text.WriteLine($"    {file.Name}  sha256:{file.Sha256.Hex}");
        }

        void WriteValues(string what, JsonObject values)
        {
            text.WriteLine(values.Count == 0 ? $"{what}: none" : $"{what}:");
            foreach (var (name, value) in values) text.WriteLine($"  {Printable.Line(name)}: {Printable.Line(value?.ToJsonString(s_readable) ?? "null")}");
        }
    }
}
