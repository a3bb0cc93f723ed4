namespace Registry.Client;

/// <summary>Which operation of the service's OpenAPI document a method calls.</summary>
/// <param name="id">The operation's id.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ApiOperationAttribute(string id) : Attribute
{
    /// <summary>The operation's id.</summary>
    public string Id => id;
}
