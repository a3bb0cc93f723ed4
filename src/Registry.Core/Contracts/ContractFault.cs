namespace Registry.Core.Contracts;

/// <summary>What kind of fault a contract has.</summary>
public enum ContractFaultKind
{
    /// <summary>A schema is outside the subset, or says what no schema may say.</summary>
    Schema,

    /// <summary>An expression is not accepted.</summary>
    Bindings,

    /// <summary>A property does not have the value, or the subject, that its declaration demands.</summary>
    Property,
}

/// <summary>One thing for which a contract is refused.</summary>
/// <param name="Kind">What kind of fault it is.</param>
/// <param name="Place">Where in the manifest, as JSON Pointer (RFC 6901): <c>/inputs/schema/properties/port</c>.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ContractFault(ContractFaultKind Kind, string Place, string Message);
