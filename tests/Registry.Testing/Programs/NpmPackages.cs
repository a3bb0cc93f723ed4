namespace Registry.Testing.Programs;

/// <summary>Packages of npm, in a folder that later runs find again.</summary>
public static class NpmPackages
{
    /// <summary>Installs packages, unless an earlier run has.</summary>
    /// <param name="packages">Names with exact versions, such as <c>yaml@2.8.1</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder that scripts which use the packages are run in.</returns>
    /// <exception cref="MissingToolException">There is no npm, or it cannot install them.</exception>
    /// <exception cref="InvalidOperationException">npm cannot install them, on a machine whose tests guard a change.</exception>
    public static async Task<string> InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var name = string.Join('-', packages.Select(package => package.Replace('/', '-').Replace("@", "", StringComparison.Ordinal)));
        var folder = Path.Combine(Path.GetTempPath(), $"registry-npm-{name}");
        if (Directory.Exists(folder)) return folder;
        var npm = Tool.Require("npm");
        var fresh = Directory.CreateTempSubdirectory("registry-npm-").FullName;
        var command = new ToolCommand(npm, fresh, ["install", "--prefix", fresh, "--ignore-scripts", "--no-audit", "--no-fund", .. packages]);
        var (exitCode, _, error) = await Tool.RunAsync(command, cancellationToken);
        if (exitCode != 0)
        {
            Directory.Delete(fresh, recursive: true);
            // Without a network there is no package; where the tests guard a change, there has to be one.
            var message = $"npm cannot install {string.Join(' ', packages)}: {error}";
            throw Environment.GetEnvironmentVariable("CI") == "true" ? new InvalidOperationException(message) : new MissingToolException(message);
        }

        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException)
        {
            // Another run was faster.
            Directory.Delete(fresh, recursive: true);
        }

        return folder;
    }
}
