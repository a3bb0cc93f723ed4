using System.Text.Json.Nodes;
using Registry.Testing.Programs;

namespace Registry.FakeGitHub.Tests.Clients;

/// <summary>Octokit for JavaScript works with the fake as it does with GitHub.</summary>
public sealed class OctokitTests : GitHubFixture
{
    private const string Package = "@octokit/rest@22.0.1";

    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task AReleaseIsCreatedListedAndDownloaded()
    {
        var result = await RunAsync("""
            const { data: draft } = await octokit.rest.repos.createRelease({ owner, repo, tag_name: 'v1.0.0', draft: true, make_latest: 'false' });
            const { data: asset } = await octokit.rest.repos.uploadReleaseAsset({
              owner, repo, release_id: draft.id, url: draft.upload_url, name: 'tool.txt', data: 'content' });
            await octokit.rest.repos.updateRelease({ owner, repo, release_id: draft.id, draft: false });
            for (const patch of [1, 2, 3]) await octokit.rest.repos.createRelease({ owner, repo, tag_name: `v1.0.${patch}` });
            const list = await octokit.paginate(octokit.rest.repos.listReleases, { owner, repo, per_page: 2 });
            const file = await octokit.rest.repos.getReleaseAsset({ owner, repo, asset_id: asset.id, headers: { accept: 'application/octet-stream' } });
            print({ tags: list.map(release => release.tag_name), digest: asset.digest, file: Buffer.from(file.data).toString() });
            """);

        Assert.Equal(["v1.0.3", "v1.0.2", "v1.0.1", "v1.0.0"], result["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.StartsWith("sha256:", (string)result["digest"]!, StringComparison.Ordinal);
        Assert.Equal("content", (string)result["file"]!);
    }

    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task APullRequestIsOpenedAndMerged()
    {
        Commit("feature.txt", "f", "feature");

        var result = await RunAsync("""
            const { data: pull } = await octokit.rest.pulls.create({ owner, repo, title: 'Feature', head: 'feature', base: 'main' });
            await octokit.rest.repos.createCommitStatus({ owner, repo, sha: pull.head.sha, state: 'success', context: 'gate' });
            const { data: status } = await octokit.rest.repos.getCombinedStatusForRef({ owner, repo, ref: 'feature' });
            const { data: merge } = await octokit.rest.pulls.merge({ owner, repo, pull_number: pull.number, sha: pull.head.sha, merge_method: 'squash' });
            const { data: file } = await octokit.rest.repos.getContent({ owner, repo, path: 'feature.txt' });
            print({ state: status.state, merge: merge.sha, file: Buffer.from(file.content, 'base64').toString() });
            """);

        Assert.Equal(("success", "f"), ((string)result["state"]!, (string)result["file"]!));
        Assert.Equal(Sandbox.Run(Bare, "rev-parse", "main"), (string)result["merge"]!);
    }

    [Fact(SkipExceptions = [typeof(MissingToolException)])]
    public async Task ARenamedRepositoryIsFollowedAndARefusalIsUnderstood()
    {
        GitHub.Rename("acme/registry", "acme/renamed");

        var result = await RunAsync("""
            const { data: found } = await octokit.rest.repos.get({ owner, repo });
            const status = await octokit.rest.repos.createRelease({ owner, repo: 'renamed', tag_name: '' }).catch(error => error.status);
            print({ name: found.full_name, status });
            """);

        Assert.Equal(("acme/renamed", 422), ((string)result["name"]!, (int)result["status"]!));
    }

    private async Task<JsonNode> RunAsync(string script)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var command = new ToolCommand(Tool.Require("node"), await NpmPackages.InstallAsync([Package], cancellationToken), "--input-type=module")
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["TOKEN"] = Token, ["URL"] = GitHub.Url },
            Input = $$"""
                import { Octokit } from '@octokit/rest';
                const octokit = new Octokit({ auth: process.env.TOKEN, baseUrl: process.env.URL });
                const [owner, repo] = ['acme', 'registry'];
                const print = value => console.log(JSON.stringify(value));
                {{script}}
                """,
        };
        var (exitCode, output, error) = await Tool.RunAsync(command, cancellationToken);
        Assert.True(exitCode == 0, $"{error}\n{string.Join('\n', GitHub.Requests)}");
        return JsonNode.Parse(output)!;
    }
}
