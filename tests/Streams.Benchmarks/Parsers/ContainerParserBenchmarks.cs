using Streams.Schemas.Events;

namespace Streams.Benchmarks.Parsers;

public class ContainerParserBenchmarks : ParserBenchmarks
{
    protected override EventSource Source => EventSource.Container;

    protected override string File => "container.log";
}
