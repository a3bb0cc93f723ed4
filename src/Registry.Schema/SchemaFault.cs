namespace Registry.Schema;

/// <summary>One thing for which a schema is refused.</summary>
/// <param name="SchemaPointer">Where in the schema, as JSON Pointer (RFC 6901); empty for the whole schema.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record SchemaFault(string SchemaPointer, string Message);
