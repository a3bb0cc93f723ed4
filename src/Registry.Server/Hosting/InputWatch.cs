namespace Registry.Server.Hosting;

/// <summary>Stops the service when its standard input ends: whoever started it with a pipe wants it to stop, or is gone.</summary>
internal sealed class InputWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var input = Console.OpenStandardInput();
        var buffer = new byte[256];
        // A read of a pipe cannot be cancelled, so it has a thread that does not keep the process alive.
        await Task.Factory.StartNew(() => ReadToEnd(input, buffer), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }

    private static void ReadToEnd(Stream input, byte[] buffer)
    {
        while (input.Read(buffer) > 0)
        {
            // Nothing is said to the service there.
        }
    }
}
