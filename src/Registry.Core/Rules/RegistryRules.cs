using System.Reflection;

namespace Registry.Core.Rules;

/// <summary>Every rule that the registry checks. <c>docs/rules.md</c> is made from this list.</summary>
public static class RegistryRules
{
#pragma warning disable CS1591 // Each rule documents itself: its title says what it demands, its way out what to do.

    // 1: reading a file
    public static readonly Rule Size = new("REG1001", "A file of the registry is at most 1 MiB", "Move large content into a file of a version.");
    public static readonly Rule Encoding = new("REG1002", "Files are UTF-8 without byte order mark, with LF line ends and no control characters", "Save the file as UTF-8 without BOM and with LF line ends.");
    public static readonly Rule ConflictMarker = new("REG1003", "A file has no merge conflict markers", "Resolve the conflict and remove the marker lines.");
    public static readonly Rule Syntax = new("REG1004", "A file is well-formed YAML", "Correct the line that is named.");
    public static readonly Rule YamlFeature = new("REG1005", "Anchors, aliases, tags, merge keys, several documents and deep nesting are not used", "Write the value out.");
    public static readonly Rule DuplicateKey = new("REG1006", "A key stands once in a mapping", "Remove one of the two.");
    public static readonly Rule UnknownKey = new("REG1007", "Only the keys of the format are used", "Remove the key, or correct its spelling.");
    public static readonly Rule MissingKey = new("REG1008", "All required keys are present", "Add the key.");
    public static readonly Rule WrongType = new("REG1009", "A value has the type of its key", "Write a value of the expected type; quote a string that looks like something else.");
    public static readonly Rule WrongValue = new("REG1010", "A value is valid for its key", "Write a value of the expected form.");
    public static readonly Rule NotCanonical = new("REG1011", "A file that the registry writes has exactly the bytes that its writer gives", "Make the change through the registry command instead of by hand.");
    public static readonly Rule ApiVersion = new("REG1012", "A file has the apiVersion and kind of its place", "Use a registry command that knows this apiVersion.");

    // 2: layout
    public static readonly Rule Layout = new("REG2001", "Only files of the known layout stand under entities/", "Move the file elsewhere, or name it as docs/spec.md part 3 says.");
    public static readonly Rule FileMode = new("REG2002", "Files are regular: no symbolic link, submodule or executable bit", "Replace it by a regular file (git update-index --chmod=-x).");
    public static readonly Rule PathMismatch = new("REG2003", "What a file says of itself agrees with its path", "Restore the file, or make the change through the registry command.");
    public static readonly Rule CaseClash = new("REG2004", "No two names in one folder differ only in case", "Rename one of them.");
    public static readonly Rule NoRegistry = new("REG2005", "A registry has registry.yaml at its root", "Create a registry with: registry init <dir>");
    public static readonly Rule NoEntity = new("REG2006", "An entity has an entity.yaml", "Create it with: registry entity create <namespace/name>");

    // 3: versions
    public static readonly Rule IdOrder = new("REG3001", "Ids of an entity strictly increase and are never used twice", "Emit again: the registry allocates the id.");
    public static readonly Rule ClockSkew = new("REG3002", "An id is not further ahead of the clock than limits.clockSkew", "Correct the clock of this machine, or wait.");
    public static readonly Rule OrdinalOrder = new("REG3003", "The ordinal of a version is that of the one before it plus one", "Emit again: the registry allocates the ordinal.");
    public static readonly Rule BaseVersion = new("REG3004", "A base version exists in the same entity and is older", "Name an existing version, or leave it out to follow the newest.");
    public static readonly Rule Immutable = new("REG3005", "A listed manifest is never changed, moved or removed", "Restore it, and emit a new version, or delete it with: registry delete <ref> --reason R");
    public static readonly Rule Tombstone = new("REG3006", "A deletion leaves a tombstone in the record, with who, when and why", "Delete with: registry delete <ref> --reason R");
    public static readonly Rule SourcesDisagree = new("REG3007", "sources/ names the newest version made from each source hash", "Correct the sources file: the manifests are right.");
    public static readonly Rule NoFiles = new("REG3008", "A version that is not a draft has at least one file", "Attach one with --file, or emit it with --draft.");
    public static readonly Rule OrphanRecord = new("REG3009", "A record or release belongs to a version that exists or was deleted", "Remove the file, or restore the manifest.");
    public static readonly Rule Alias = new("REG3010", "An alias is unique within its entity and looks like neither an id nor a SemVer", "Choose another alias.");
    public static readonly Rule Reason = new("REG3011", "Archiving and deleting need a reason", "Give one with --reason.");
    public static readonly Rule InUse = new("REG3012", "A version that a channel points at stays listed", "Move the channel first: registry promote or registry rollback.");
    public static readonly Rule NewEntity = new("REG3013", "A registry that says newEntities: refuse takes new entities only deliberately", "Create it first with: registry entity create <namespace/name>");
    public static readonly Rule State = new("REG3014", "An operation fits the state of its version", "Look at the version with: registry show <ref>");
    public static readonly Rule VersionNotFound = new("REG3015", "A reference names a version that exists", "See what there is with: registry versions <namespace/name>");
    public static readonly Rule EntityExists = new("REG3016", "An entity is created once", "Change it with: registry entity set <namespace/name>");
    public static readonly Rule EntityNotFound = new("REG3017", "A reference names an entity that exists", "See what there is with: registry list");
    public static readonly Rule ReleaseDisagrees = new("REG3018", "A release record agrees with the manifest of its version", "Correct the release record: the manifest is right, and a recorded digest is never changed.");
    public static readonly Rule ContractSchema = new("REG3019", "A schema of a contract or a property stays inside the subset of JSON Schema that docs/schema.md describes", "Correct what is named; look at the file with: registry lint <file>");
    public static readonly Rule ContractBindings = new("REG3020", "Bindings of a contract are accepted: their syntax, their names and their types", "Correct the expression; docs/contracts.md says what it sees. Look at the file with: registry lint <file>");
    public static readonly Rule PropertyValue = new("REG3021", "A property that registry.yaml declares has a value of its schema, at a subject that it is for", "Correct the value; see properties in registry.yaml.");
    public static readonly Rule InstallDependency = new("REG3022", "The dependencies of a version that is installed lead to one version of each entity, without circles", "See what they need with: registry show <ref>");
    public static readonly Rule InstallInputs = new("REG3023", "An install has the inputs that the version's contract asks for", "See inputs of: registry show <ref>");
    public static readonly Rule InstallOutputs = new("REG3024", "Bindings of a version that is installed give what its schemas say", "See inputs and outputs of: registry show <ref>, and what --entities says of its dependencies.");
    public static readonly Rule InstallLock = new("REG3025", "An install with a lock uses exactly the versions that it names, with their digests", "Delete the lock to resolve the dependencies anew.");

    // 4: channels
    public static readonly Rule ChannelUnknown = new("REG4001", "A channel is declared in registry.yaml", "Use a declared channel, or declare it under channels.");
    public static readonly Rule ChannelTarget = new("REG4002", "A channel points at a version that exists", "Point it at an existing version.");
    public static readonly Rule ChannelState = new("REG4003", "A channel points at a version that is listed, not archived and not deleted", "Point it at a listed version.");
    public static readonly Rule ChannelFrom = new("REG4004", "A version has been in the channel that the policy names in from", "Promote it there first.");
    public static readonly Rule ChannelSoak = new("REG4005", "A version has been in the from channel for the soak time", "Wait until the soak is over.");
    public static readonly Rule ChannelOrder = new("REG4006", "A promotion does not move a channel to an older version", "Use: registry rollback <namespace/name> --channel C --to ID");
    public static readonly Rule ChannelEmpty = new("REG4007", "A channel that is asked for points somewhere", "Promote a version to it with: registry promote <ref> --channel C");
    public static readonly Rule RollbackTarget = new("REG4008", "A rollback goes to an older version that was in the channel, or to one that is named", "Name the version with --to.");

    public static readonly Rule ChannelRelease = new("REG4009", "A version that goes into a channel with requireRelease has published files", "Wait until the reconciler has published them.");
    public static readonly Rule ChannelWho = new("REG4010", "A channel is moved by those whom its policy names in who", "Open a pull request with --pull-request, and have one of them approve it.");
    public static readonly Rule Owner = new("REG4011", "Settings, schemas and automation are changed by the owners that registry.yaml names", "Have one of the owners approve the pull request.");
    public static readonly Rule Observed = new("REG4012", "What the reconciler observes and publishes is in no pull request", "Take the change of releases/ and soaks/ out of the pull request.");
    public static readonly Rule CodeOwners = new("REG4013", "CODEOWNERS says what the policies say", "Write it anew with: registry codeowners");

    // 5: files
    public static readonly Rule ContentMismatch = new("REG5001", "The content of a file has the size and SHA-256 of its manifest", "Restore the content from a good copy; the recorded digest is never changed.");
    public static readonly Rule ContentMissing = new("REG5002", "The release host has every file of a listed version", "Restore the content from a copy, or archive the version.");
    public static readonly Rule FileName = new("REG5003", "A file name has 1 to 255 of the characters A-Z a-z 0-9 . _ -, neither starts nor ends with a dot, and is unique without regard to case", "Rename the file.");
    public static readonly Rule FileUnreadable = new("REG5004", "A file that a command is given can be read", "Check the path and its permissions.");
    public static readonly Rule HostUnusable = new("REG5005", "The release host can take and give files", "See releases in registry.yaml, and run: registry doctor");
    public static readonly Rule ReleaseDiffers = new("REG5006", "A published release has exactly the files of its version", "A published release is never overwritten: restore it on the host, or delete the version and emit it again.");
    public static readonly Rule TagMoved = new("REG5007", "The tag of a release stays at the commit at which it was published", "See who moved the tag; a published version is never published again.");
    public static readonly Rule TagBurnt = new("REG5008", "The tag of a release was never that of an immutable one", "Nobody can use the tag again: emit the version anew with --force, which gives it another id.");
    public static readonly Rule StrayRelease = new("REG5009", "A published release of the registry has a release record", "See who published it; delete it when it is nobody's.");
    public static readonly Rule HostLimit = new("REG5010", "Files have the sizes and the number that the release host takes", "Leave out empty files, split large ones, and pack many into an archive.");

    // 6: the store
    public static readonly Rule GitMissing = new("REG6001", "git is installed and on the PATH", "Install git 2.36 or later.");
    public static readonly Rule GitTooOld = new("REG6002", "git is version 2.36 or later", "Install a newer git.");
    public static readonly Rule NotARepository = new("REG6003", "A registry is a git repository", "Name a repository with --registry, or create one with: registry init <dir>");
    public static readonly Rule Identity = new("REG6004", "git knows who commits", "Set it with: git config --global user.name \"…\" and user.email \"…\"");
    public static readonly Rule Unreachable = new("REG6005", "The remote of a registry can be reached", "Check the address, the network and the credentials; registry doctor helps.");
    public static readonly Rule RemoteRefused = new("REG6006", "The remote accepts the commit", "Read what the remote said; a protected branch wants a pull request.");
    public static readonly Rule LostRace = new("REG6007", "A commit lands within the bounded number of tries", "Run the command again.");
    public static readonly Rule WorkTreeDirty = new("REG6008", "The files that an operation changes have no uncommitted changes in the work tree", "Commit or stash them first.");
    public static readonly Rule NoBranch = new("REG6009", "A write goes to a branch", "Check out a branch: git switch main");
    public static readonly Rule StorageFailed = new("REG6010", "The registry's storage can be written", "Check free space and permissions; registry doctor helps.");
    public static readonly Rule GitFailed = new("REG6011", "git does what it is asked", "Read what git said.");
    public static readonly Rule RevisionUnknown = new("REG6012", "A revision names a commit of the registry", "Name an existing commit, branch or tag; fetch it first if it is new.");
    public static readonly Rule BadRequest = new("REG6013", "A request is complete and consistent", "See the command's --help.");
    public static readonly Rule Internal = new("REG6014", "The program has no defects", "Report it, with the command and this message; REGISTRY_TRACE=1 shows where it happened.");
    public static readonly Rule BranchTaken = new("REG6015", "The branch of a proposal holds nothing but that proposal", "Merge, rename or delete the branch, and propose again.");
    public static readonly Rule GitHubFailed = new("REG6016", "GitHub does what it is asked", "Read what GitHub said; check the token's permissions and GitHub's status.");
    public static readonly Rule HistoryRewritten = new("REG6017", "The history of a registry only grows", "See who rewrote it and what is lost; go on from the new one with: registry reconcile --accept-history <commit>");
    public static readonly Rule LeaseHeld = new("REG6018", "One reconciler at a time writes to a registry", "Stop the other one, or wait until its lease ends.");

    // 7: builds
    public static readonly Rule BuildHost = new("REG7001", "A build that emits runs on MSBuild 18 or later", "Use the .NET SDK 10 or Visual Studio 2026, or set RegistrySkip=true.");
    public static readonly Rule BuildEntity = new("REG7002", "A project that emits has an entity name, namespace/name", "Set RegistryNamespace, and RegistryEntity where the assembly's name is no entity name.");
    public static readonly Rule BuildRegistry = new("REG7003", "RegistryUrl is an absolute path, or an address without credentials", "Correct RegistryUrl; credentials belong into git's configuration.");
    public static readonly Rule BuildQueued = new("REG7004", "An emit of a build reaches its registry", "Nothing is lost: it waits in the outbox, and goes out with the next build that reaches the registry, or by: registry flush");
    public static readonly Rule BuildRefused = new("REG7005", "The registry takes what a build emits", "See the rule that is named; the build goes on, and tries again the next time.");
    public static readonly Rule BuildInputs = new("REG7006", "What a project is built from can be read", "Restore the project, and see that the files exist.");
    public static readonly Rule BuildExplained = new("REG7007", "An explanation that was asked for with RegistryExplain", "Leave RegistryExplain out to be told nothing.");

    // 8: the inbox
    public static readonly Rule InboxBranch = new("REG8001", "A branch of the inbox is named emit/<namespace>/<name>/<first 16 digits of the source hash>, with or without a mark", "Emit with: registry emit");
    public static readonly Rule InboxCommit = new("REG8002", "A branch of the inbox adds one commit to the registry's branch", "Delete the branch, and emit again.");
    public static readonly Rule InboxFiles = new("REG8003", "A branch of the inbox adds a manifest, its sources entry, and entity.yaml of a new entity as an emit writes it, and nothing else", "Delete the branch, and emit again; other changes come by pull request.");
    public static readonly Rule InboxNames = new("REG8004", "A branch of the inbox and what it adds name the same entity, version and source hash", "Delete the branch, and emit again.");
    public static readonly Rule InboxSize = new("REG8005", "A file in a branch of the inbox has at most 1 MiB", "Attach large things as files of the version.");
    public static readonly Rule InboxAuthor = new("REG8006", "createdBy of a manifest in the inbox is the author of its commit", "Emit again with the name that git commits by.");
    public static readonly Rule InboxSetActive = new("REG8007", "An emit into the inbox moves no channel", "Emit without setting it active; somebody who may promotes the version afterwards.");
    public static readonly Rule InboxRemoved = new("REG8008", "An emit that is waited for is folded in", "Look at the reconciler's log and at the status registry/emit of the commit, and emit again.");
    public static readonly Rule InboxTimeout = new("REG8009", "An emit that is waited for is folded in before the time is over", "Nothing is lost: the reconciler folds it in when it runs; see whether it does.");

    // 9: the service
    public static readonly Rule Unauthenticated = new("REG9001", "A call that needs a token shows a valid one", "Send it as: Authorization: Bearer reg_…; an administrator makes one with POST /api/v1/tokens or: registry token create");
    public static readonly Rule Forbidden = new("REG9002", "A token may do what it is used for", "Ask a maintainer of the entity for the grant, or an administrator.");
    public static readonly Rule PreconditionFailed = new("REG9003", "What a call changes is what its caller saw", "Read it again, and repeat the call with the new ETag.");
    public static readonly Rule UploadMissing = new("REG9004", "The files of a version were uploaded before", "Ask for addresses with versions/upload-url, send the files there, and confirm within a day.");
    public static readonly Rule CallLimit = new("REG9005", "Calls keep the limits of the service", "Send less at once, or wait as the answer says; docs/http-api.md lists the limits.");
    public static readonly Rule Signature = new("REG9006", "A signed address is used as it was given, before it expires", "Ask for a new address.");
    public static readonly Rule BadCall = new("REG9007", "A call is complete and well formed", "See docs/http-api.md and the service's /openapi/v1.json.");
    public static readonly Rule TokenNotFound = new("REG9008", "A token that is named exists", "See what there is with GET /api/v1/tokens or: registry token list");
    public static readonly Rule VersionExists = new("REG9009", "The name of a version that is uploaded in one step is new", "Choose another SemVer, or find the version with GET …/versions/<semver>.");

#pragma warning restore CS1591

    /// <summary>All rules, ordered by code.</summary>
    public static IReadOnlyList<Rule> All =>
        field ??= [.. typeof(RegistryRules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(member => member.GetValue(null)).OfType<Rule>().OrderBy(rule => rule.Code, StringComparer.Ordinal)];
}
