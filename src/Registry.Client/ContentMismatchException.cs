namespace Registry.Client;

/// <summary>A file that was downloaded is not the one that the service named: its size or its SHA-256 differs. Nothing of it was kept.</summary>
/// <param name="message">What differs.</param>
public sealed class ContentMismatchException(string message) : RegistryClientException(message);
