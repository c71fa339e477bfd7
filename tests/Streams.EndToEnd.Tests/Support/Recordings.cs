using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.EndToEnd.Tests.Support;

/// <summary>The demo's recordings, which lie beside every build of the host.</summary>
internal static class Recordings
{
    private static readonly (EventSource Source, string File)[] Files =
    [
        (EventSource.Audit, "audit.jsonl.gz"),
        (EventSource.Container, "container.fluentbit.jsonl.gz"),
        (EventSource.Dns, "dns.cri.log.gz"),
        (EventSource.Journal, "journal.jsonl.gz"),
        (EventSource.Kernel, "kernel.log.gz"),
        (EventSource.Ebpf, "falco.jsonl.gz"),
    ];

    /// <summary>The lines of recordings, one after the other.</summary>
    public static List<RecordedLine> Lines(params string[] names) =>
        [
            .. names.SelectMany(name =>
                new Recording([.. Files.Select(f => (f.Source, Path.Combine(AppContext.BaseDirectory, "demo", name, f.File)))], new ParserOptions()).Read()
            ),
        ];
}
