using BenchmarkDotNet.Attributes;
using Streams.Schemas.Events;

namespace Streams.Benchmarks.Parsers;

public class JournalParserBenchmarks : ParserBenchmarks
{
    protected override EventSource Source => EventSource.Journal;

    protected override string File => "journal.jsonl";

    [Benchmark(OperationsPerInvoke = Count, Baseline = true)]
    public long Scan() => ScanJson();
}
