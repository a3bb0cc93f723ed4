namespace Registry.Schema;

/// <summary>One thing in which a value breaks its schema. Messages tell what was expected and never a part of the value.</summary>
/// <param name="InstancePointer">Where in the value, as JSON Pointer (RFC 6901); empty for the whole value.</param>
/// <param name="SchemaPointer">Which keyword in the schema, as JSON Pointer; empty when no keyword is to blame.</param>
/// <param name="Keyword">The keyword; empty when a limit is to blame, or a schema that is <c>false</c> itself.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ValueFault(string InstancePointer, string SchemaPointer, string Keyword, string Message);
