using BenchmarkDotNet.Attributes;
using Streams.Schemas.Events;

namespace Streams.Benchmarks.Parsers;

public class AuditParserBenchmarks : ParserBenchmarks
{
    protected override EventSource Source => EventSource.Audit;

    protected override string File => "audit.jsonl";

    [Benchmark(OperationsPerInvoke = Count, Baseline = true)]
    public long Scan() => ScanJson();
}
