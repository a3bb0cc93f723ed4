using System.Security.Cryptography;
using System.Text;
using Registry.Git;
using Registry.Git.Processes;
using Registry.Server.Hosting;

namespace Registry.Server.Api.Uploads;

/// <summary>The folder in which the service keeps what is not the registry's: uploads that wait, its key, and how far subscriptions are.</summary>
internal sealed class ServiceFolder(ServerOptions options)
{
    /// <summary>Its absolute path; it may not exist yet.</summary>
    public string Root { get; } = Path.Combine(Path.GetFullPath(options.Home ?? RegistryHome.Default), "service", NameFor(options.Url));

    private static string NameFor(string location) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(GitUrl.IsUrl(location) ? GitUrl.Redact(location) : Path.GetFullPath(location))).AsSpan(0, 8));
}
