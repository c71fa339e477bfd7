using Streams.Schemas.Events;

namespace Streams.Benchmarks.Parsers;

public class KernelParserBenchmarks : ParserBenchmarks
{
    protected override EventSource Source => EventSource.Kernel;

    protected override string File => "kernel.log";
}
