using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Streams.Benchmarks.Engine;
using Streams.Benchmarks.Models;
using Streams.Benchmarks.Parsers;
using Streams.Benchmarks.Sigma;

if (args is ["generate-rules", .. var rest])
{
    return GenerateCommand.Run(rest);
}

if (args is ["correlations", .. var only])
{
    return CorrelationBench.Run(only);
}

if (args is ["dearest"])
{
    return DearestInputs.Run();
}

if (args is ["envelopes"])
{
    return EnvelopeCosts.Run();
}

if (args is ["models"])
{
    return ModelBench.Run();
}

if (args is ["engine", .. var options])
{
    return await EngineBench.RunAsync(options);
}

if (args is ["restart-child", .. var place])
{
    return await RestartCase.ChildAsync(place);
}

if (args is ["soak", .. var soak])
{
    return await Soak.RunAsync(soak);
}

if (args is [SoakLoad.Command, .. var load])
{
    return SoakLoad.Child(load);
}

if (args is [])
{
    Console.WriteLine(
        """
        bench engine [--bootstrap HOST:PORT] [--json] [--records N] [--only CASE,CASE]   the engine beside a bare loop, Streamiz' DSL and Kafka Streams
        bench soak [--minutes N] [--bootstrap HOST:PORT]   the engine at full load, and whether its memory and handles stay
        bench dearest                                                                    the dearest inputs of each source, as a table
        bench envelopes                                                                  one line as each shipper brings it, beside Fluent Bit's
        bench models                                                                     a sighting, a window's score, 100,000 entities
        bench correlations [KIND ...]                                                    stage C: signals a second, bytes a group
        bench --filter '*Sigma*' | '*Parser*'                                            BenchmarkDotNet's
        bench generate-rules ...                                                         rules for the Sigma benchmarks
        """
    );
    return 0;
}

// In this process: the repository's build rules do not fit the projects that BenchmarkDotNet would generate.
var config = DefaultConfig
    .Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(12))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
return 0;
