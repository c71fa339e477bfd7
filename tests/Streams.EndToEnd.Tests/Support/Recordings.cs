using Streams.Connectors.Files.Recordings;
using Streams.Host.Demo;

namespace Streams.EndToEnd.Tests.Support;

/// <summary>The demo's recordings, which lie beside every build of the host.</summary>
internal static class Recordings
{
    /// <summary>The lines of recordings, one after the other.</summary>
    public static List<RecordedLine> Lines(params string[] names) => [.. names.SelectMany(name => DemoRecording.Of(name).Read())];
}
