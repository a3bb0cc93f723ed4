using Registry.Core.Rules;
using Registry.Core.Sources;

namespace Registry.Cli.Projects;

/// <summary>What the build integration says of a project.</summary>
/// <param name="Project">The project file, absolute.</param>
/// <param name="Entity">The entity's name, as the project gives it.</param>
/// <param name="Emits">Whether a build of the project emits.</param>
/// <param name="Registry">The registry that it emits into.</param>
/// <param name="SourceHash">The source hash of its sources.</param>
internal sealed record ProjectHash(string Project, string Entity, bool Emits, string Registry, Digest SourceHash);

/// <summary>What was found out about projects.</summary>
/// <param name="Projects">Those whose sources could be hashed, in the order of their paths.</param>
/// <param name="Skipped">Those that do not take part.</param>
/// <param name="Problems">What kept others from it.</param>
internal sealed record ProjectHashes(IReadOnlyList<ProjectHash> Projects, IReadOnlyList<string> Skipped, IReadOnlyList<Problem> Problems);
