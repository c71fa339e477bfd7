using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Host.Demo;

/// <summary>The recordings that come with the demo: each a folder with a file a source.</summary>
internal static class DemoRecording
{
    /// <summary>The recordings as they lie beside the command, packed.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "demo");

    private static readonly (EventSource Source, string File)[] Files =
    [
        (EventSource.Audit, "audit.jsonl"),
        (EventSource.Container, "container.fluentbit.jsonl"),
        (EventSource.Dns, "dns.cri.log"),
        (EventSource.Journal, "journal.jsonl"),
        (EventSource.Kernel, "kernel.log"),
        (EventSource.Ebpf, "falco.jsonl"),
    ];

    /// <summary>A recording of the demo's.</summary>
    public static Recording Of(string name) => In(Path.Combine(Folder, name), ".gz", new ParserOptions());

    /// <summary>One in another folder, its files named in the same way.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="packed">What ends the name of a packed file; empty: they are not packed.</param>
    /// <param name="options">How lines without a time are read.</param>
    public static Recording In(string folder, string packed, ParserOptions options) =>
        new([.. Files.Select(f => (f.Source, Path.Combine(folder, f.File + packed)))], options);
}
