using Registry.Bench;
using Registry.Bench.Reporting;
using Registry.Bench.Setup;

if (Options.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(Options.Usage);
    return 2;
}

var workspace = await Workspace.CreateAsync(options);
try
{
    var report = new Report(await Machine.DescribeAsync());
    await Suite.RunAsync(workspace, report);
    if (options.Output is { } file) await report.WriteAsync(file);
    return report.AllMet ? 0 : 1;
}
finally
{
    if (!options.Keep) workspace.Remove();
}
