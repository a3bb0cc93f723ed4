using Registry.Core.Contracts;
using Registry.Core.Entities;
using Registry.Core.Operations;
using Registry.Core.Rules;
using Registry.Core.Versions;
using Registry.Schema;

namespace Registry.Core.Installs;

/// <summary>
/// Says what an install of a version comes to: the versions that it uses, the inputs that it gets, and the outputs that it shows. Reads the
/// registry at one commit; expressions read nothing, and nothing is written.
/// </summary>
/// <param name="registry">The registry.</param>
public sealed class Installer(RegistryReader registry)
{
    /// <summary>Resolves, validates and evaluates.</summary>
    /// <exception cref="RegistryException">A file of the registry is broken.</exception>
    public async Task<InstallResult> InstallAsync(InstallRequest request, CancellationToken cancellationToken)
    {
        List<Problem> problems = [];
        var versions = await ResolveAsync(request, problems, cancellationToken);
        if (versions.Count == 0) return new InstallResult(null, problems);

        var root = versions[0];
        var contract = Compile(root, problems);
        var entities = Entities(request, versions, problems);
        if (contract is null) return new InstallResult(null, problems);

        List<InstallFault> faults = [];
        var inputs = contract.AssembleInputs(request.Inputs, faults, cancellationToken);
        Take(RegistryRules.InstallInputs, "inputs");
        if (inputs is null || problems.Count > 0) return new InstallResult(null, problems);

        var outputs = contract.ProjectOutputs(inputs, entities, faults, cancellationToken);
        Take(RegistryRules.InstallOutputs, "outputs");
        return outputs is null
            ? new InstallResult(null, problems)
            : new InstallResult(new Installation(root.Stored, inputs.Json, outputs, new InstallLock([.. versions.Select(version => version.ToLocked())])), []);

        void Take(Rule rule, string what)
        {
            foreach (var fault in faults) problems.Add(new Problem(rule, null, $"{what}{fault.Place}: {fault.Message}"));
            faults.Clear();
        }
    }

    private async Task<IReadOnlyList<ResolvedVersion>> ResolveAsync(InstallRequest request, List<Problem> problems, CancellationToken cancellationToken)
    {
        var (reference, entity) = (request.Reference, request.Reference.Entity);
        var resolution = await registry.ResolveAsync(reference, cancellationToken);
        if (resolution.Version is not { } id)
        {
            problems.AddRange(resolution.Refusal!.Problems);
            return [];
        }

        if (request.Lock is { } locked)
        {
            if (locked.Versions[0] is var first && first.Entity != entity)
                problems.Add(new Problem(RegistryRules.InstallLock, null, $"the lock is for {first.Entity}; expected one for {entity}"));
            // What a channel points at may move on; what is named stays.
            else if (reference.Kind is ReferenceKind.Active or ReferenceKind.Channel)
                id = first.Version;
            else if (first.Version != id)
                problems.Add(new Problem(RegistryRules.InstallLock, null, $"{reference} is version {id}, and the lock has {first.Version}"));
            if (problems.Count > 0) return [];
        }

        var channel = reference.Kind == ReferenceKind.Channel ? reference.Selector : null;
        var versions = await new DependencyResolver(registry, channel, request.Lock, request.MayUse).ResolveAsync(entity, id, problems, cancellationToken);
        if (request.Lock is not null) CheckLock(request.Lock, versions, problems);
        return problems.Count == 0 ? versions : [];
    }

    private static void CheckLock(InstallLock locked, IReadOnlyList<ResolvedVersion> versions, List<Problem> problems)
    {
        foreach (var version in versions)
        {
            var use = locked.Versions.First(candidate => candidate.Entity == version.Manifest.Entity);
            if (use.ManifestSha != version.Stored.Sha)
                problems.Add(new Problem(RegistryRules.InstallLock, null, $"the manifest of {use.Entity}@{use.Version} has the digest {version.Stored.Sha}, and the lock says {use.ManifestSha}"));
        }

        foreach (var unused in locked.Versions.Where(candidate => versions.Count > 0 && versions.All(version => version.Manifest.Entity != candidate.Entity)))
            problems.Add(new Problem(RegistryRules.InstallLock, null, $"the lock has {unused.Entity}, which nothing needs"));
    }

    private static VersionContract? Compile(ResolvedVersion version, List<Problem> problems)
    {
        List<ContractFault> faults = [];
        var contract = VersionContract.Compile(version.Manifest, _ => null, faults);
        problems.AddRange(ContractCheck.Problems(faults));
        return contract;
    }

    /// <summary>What is known of dependencies, each valid by its own version's contract.</summary>
    private static Dictionary<EntityName, InstalledEntity> Entities(InstallRequest request, IReadOnlyList<ResolvedVersion> versions, List<Problem> problems)
    {
        Dictionary<EntityName, InstalledEntity> entities = [];
        foreach (var (entity, given) in request.Entities)
        {
            if (versions.Skip(1).FirstOrDefault(version => version.Manifest.Entity == entity) is not { } version)
            {
                Add($"{entity} is given, but nothing needs it; expected {(versions.Count == 1 ? "no entities" : string.Join(", ", versions.Skip(1).Select(other => other.Manifest.Entity)))}");
                continue;
            }

            var schema = version.Manifest.Outputs is { } outputs ? ValueSchema.Parse(outputs.Schema).Schema : null;
            if (schema is not null && given.Outputs is not null)
                foreach (var fault in schema.Validate(given.Outputs, ValueUse.Read)) Add($"entities/{JsonPointer.Escape(entity.ToString())}/outputs{fault.InstancePointer}: {fault.Message}");
            entities.Add(entity, new InstalledEntity(given.Href, given.Outputs, schema));
        }

        return entities;

        void Add(string message) => problems.Add(new Problem(RegistryRules.InstallInputs, null, message));
    }
}
