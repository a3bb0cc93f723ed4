using Registry.MSBuild.Tests.Support;

// Each test runs compilers of its own; more at once only wait for each other.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: AssemblyFixture(typeof(BuildPackage))]
