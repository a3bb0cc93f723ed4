using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace Registry.Git.Processes;

/// <summary>
/// The pipe of a process for somebody who waits on a thread of his own. The framework's stream of a pipe goes through sockets even then,
/// whose machinery takes longer to start than git does.
/// </summary>
internal static class BlockingPipe
{
    /// <summary>Takes over the pipe of <paramref name="stream"/>, which is not to be used any more.</summary>
    public static Stream TakeOver(Stream stream)
    {
        // Elsewhere than on Unix it is a file already.
        if (stream is not PipeStream pipe) return stream;
#pragma warning disable CA2000 // The file closes it.
        var handle = new SafeFileHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: true);
#pragma warning restore CA2000
        pipe.SafePipeHandle.SetHandleAsInvalid();
        return new FileStream(handle, pipe.CanRead ? FileAccess.Read : FileAccess.Write, bufferSize: 0);
    }
}
