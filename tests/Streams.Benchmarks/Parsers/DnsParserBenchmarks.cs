using Streams.Schemas.Events;

namespace Streams.Benchmarks.Parsers;

public class DnsParserBenchmarks : ParserBenchmarks
{
    protected override EventSource Source => EventSource.Dns;

    protected override string File => "dns.cri.log";
}
