using System.Runtime.InteropServices;
using Streams.Engine;
using Streams.Engine.Hosting;
using Streams.Engine.State;
using Streams.Engine.TestHost;

// A process for the fault tests: bootstrap, state directory, prefix, input, output [, stage instances].
var options = new EngineOptions
{
    BootstrapServers = args[0],
    StateDirectory = args[1],
    ApplicationPrefix = args[2],
};
try
{
    await using var engine = new StreamsEngine(options, [CountTask.Stage("count", args[3], args[4], args.Length > 5 ? int.Parse(args[5]) : 1)]);
    await engine.StartAsync();
    await engine.WaitUntilReadyAsync();
    Console.WriteLine("ready");
    var asked = new TaskCompletionSource();
    using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
    {
        context.Cancel = true;
        asked.TrySetResult();
    });
    await asked.Task;
    await engine.StopAsync();
    return 0;
}
catch (StateDirectoryInUseException held)
{
    Console.Error.WriteLine(held.Message);
    return 3;
}
