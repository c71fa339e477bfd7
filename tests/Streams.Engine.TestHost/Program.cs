using System.Globalization;
using System.Runtime.InteropServices;
using Streams.Engine;
using Streams.Engine.Hosting;
using Streams.Engine.State;
using Streams.Engine.TestHost;

// A process for the fault tests: bootstrap, state directory, prefix, input, output [, stage instances].
// STREAMS_TEST_STORE=Memory|RocksDb, STREAMS_TEST_STAGES=count,window,join, STREAMS_TEST_FAULT=POINT@TIMES:kill|sleep, STREAMS_TEST_WITHOUT=MEND,
// STREAMS_TEST_SESSION and STREAMS_TEST_TRANSACTION in milliseconds.
var fault = FaultPlan.Parse(Environment.GetEnvironmentVariable("STREAMS_TEST_FAULT"));
var options = new EngineOptions
{
    BootstrapServers = args[0],
    StateDirectory = args[1],
    ApplicationPrefix = args[2],
    Store = Environment.GetEnvironmentVariable("STREAMS_TEST_STORE") is { } store ? Enum.Parse<StateStore>(store) : null,
    Without = Environment.GetEnvironmentVariable("STREAMS_TEST_WITHOUT") is { } mend ? Enum.Parse<Mends>(mend) : Mends.None,
    Reached = fault is null ? null : fault.Reached,
    SessionTimeout = Milliseconds("STREAMS_TEST_SESSION"),
    TransactionTimeout = Milliseconds("STREAMS_TEST_TRANSACTION"),
};
var instances = args.Length > 5 ? int.Parse(args[5], CultureInfo.InvariantCulture) : 1;
var stages = (Environment.GetEnvironmentVariable("STREAMS_TEST_STAGES") ?? "count")
    .Split(',')
    .Select(name =>
        name switch
        {
            "window" => WindowTask.Stage(name, args[3], args[4] + "-window"),
            "join" => JoinTask.Stage(name, args[3], args[4] + "-join"),
            _ => CountTask.Stage(name, args[3], args[4], instances),
        }
    )
    .ToArray();
try
{
    await using var engine = new StreamsEngine(options, stages);
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
catch (Confluent.Kafka.KafkaException away)
{
    Console.Error.WriteLine(away.Message);
    return ProcessEnd.StartMeAgain;
}
catch (Exception held) when (held is StateDirectoryInUseException or IOException)
{
    Console.Error.WriteLine(held.Message);
    return 3;
}

static TimeSpan Milliseconds(string variable) =>
    TimeSpan.FromMilliseconds(int.Parse(Environment.GetEnvironmentVariable(variable) ?? "10000", CultureInfo.InvariantCulture));
