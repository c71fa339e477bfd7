using Streams.Schemas.Audit;
using Streams.Schemas.Container;
using Streams.Schemas.Dns;
using Streams.Schemas.Ebpf;
using Streams.Schemas.Events;
using Streams.Schemas.Journal;
using Streams.Schemas.Kernel;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Makes the parser of a source.</summary>
public static class RecordParsers
{
    /// <summary>A parser of its own for the caller's thread.</summary>
    public static IRecordParser Create(EventSource source, ParserOptions options) => source switch
    {
        EventSource.Container => new ContainerParser(options),
        EventSource.Audit => new AuditParser(options),
        EventSource.Dns => new DnsParser(options),
        EventSource.Journal => new JournalParser(options),
        EventSource.Kernel => new KernelParser(options),
        EventSource.Ebpf => new FalcoParser(options),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "no such source"),
    };
}
