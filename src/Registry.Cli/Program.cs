using System.Text;
using Registry.Cli.Hosting;

// Results are UTF-8 without byte order mark and with LF on every platform.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Console.Out.NewLine = "\n";
return await CommandHost.RunAsync(args, context: null, CancellationToken.None);
