namespace Registry.Server.Tests.Support;

/// <summary>What a collector was sent.</summary>
internal sealed record OtlpRequest(string Method, string Path, string? ContentType, byte[] Body);
