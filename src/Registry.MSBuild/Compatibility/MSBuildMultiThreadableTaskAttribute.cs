namespace Microsoft.Build.Framework;

/// <summary>
/// Tells MSBuild that a task may run on several threads of one process (<c>-mt</c>): it uses no current directory, no
/// environment that changes, no static state. MSBuild knows the attribute by its name; the versions before 18.3 have no type for it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
