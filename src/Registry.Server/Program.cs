using Registry.Server.Hosting;

return await ServerHost.RunAsync(args, Environment.GetEnvironmentVariable);
