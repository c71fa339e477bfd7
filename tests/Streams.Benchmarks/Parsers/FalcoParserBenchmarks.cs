using BenchmarkDotNet.Attributes;
using Streams.Schemas.Events;

namespace Streams.Benchmarks.Parsers;

public class FalcoParserBenchmarks : ParserBenchmarks
{
    protected override EventSource Source => EventSource.Ebpf;

    protected override string File => "falco.jsonl";

    [Benchmark(OperationsPerInvoke = Count, Baseline = true)]
    public long Scan() => ScanJson();
}
