namespace Registry.MSBuild.Inputs;

/// <summary>Files under <c>obj</c> that the next build reads: whole or not there, whoever else builds at the same moment.</summary>
internal static class StateFile
{
    /// <summary>Writes a file by a temporary one; one that says the same already keeps its time.</summary>
    public static void Write(string file, string content)
    {
        if (File.Exists(file) && File.ReadAllText(file) == content) return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, content);
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
