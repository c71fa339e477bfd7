using BenchmarkDotNet.Attributes;
using Streams.Schemas.Events;

namespace Streams.Benchmarks.Parsers;

public class ContainerEnvelopeParserBenchmarks : ParserBenchmarks
{
    protected override EventSource Source => EventSource.Container;

    protected override string File => "container.fluentbit.jsonl";

    [Benchmark(OperationsPerInvoke = Count, Baseline = true)]
    public long Scan() => ScanJson();
}
