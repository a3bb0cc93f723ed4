using Registry.Server.Api.Calls;

namespace Registry.Server.Api.Uploads;

/// <summary>Removes uploads that were never confirmed.</summary>
internal sealed class UploadCollector(UploadStore uploads, TimeProvider time, ILogger<UploadCollector> logger) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                Collect();
                await Task.Delay(s_pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private void Collect()
    {
        try
        {
            uploads.Collect();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            ApiLog.NotCollected(logger, error.Message);
        }
    }
}
