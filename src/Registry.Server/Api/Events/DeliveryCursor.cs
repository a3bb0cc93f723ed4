using Registry.Server.Api.Uploads;

namespace Registry.Server.Api.Events;

/// <summary>The commit up to which a subscription was told, in a file of its own: whole and durable, so that a restart forgets and invents nothing.</summary>
internal sealed class DeliveryCursor(ServiceFolder folder, string subscription)
{
    private string FilePath => Path.Combine(folder.Root, "deliveries", subscription);

    /// <summary>The commit; <see langword="null"/> when it was told nothing yet.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string? Read() => File.Exists(FilePath) ? File.ReadAllText(FilePath).Trim() : null;

    /// <summary>Says that it was told up to a commit.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Write(string commit)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        var temporary = $"{FilePath}.tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(commit + "\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, FilePath, overwrite: true);
    }
}
