using System.Buffers;
using Streams.Connectors.Sinks.Formats;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Demo;
using Streams.Host.Replaying;
using Streams.Host.Rules;
using Streams.Models.Registry;
using Streams.Schemas.Alerts;
using Streams.Schemas.Feeds;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Offline;

namespace Streams.EndToEnd.Tests.Siem;

/// <summary>All documents of all formats that a recording gives: its alerts in every state, and its events.</summary>
internal sealed class RecordedDocuments : IOfflineResults
{
    private RecordedDocuments() { }

    /// <summary>The alerts as they were written.</summary>
    public List<Alert> Alerts { get; } = [];

    /// <summary>The documents of events.</summary>
    public List<FeedRecord> Events { get; } = [];

    /// <summary>Those of a recording beside the checkout; skips where it is absent.</summary>
    public static RecordedDocuments Of(string recording)
    {
        var folder = SharedTools.PathOrSkip($"data/range/{recording}");
        var documents = new RecordedDocuments();
        var everything = new EventFeedOptions { Send = EventFeedOptions.All };
        var options = new PipelineOptions { Normalise = new NormaliseOptions { Feeds = EventFormats.All.ToDictionary(f => f.Name, _ => everything) } };
        var source = DemoRecording.In(folder, "", options.Normalise.Parser);
        RecordedRun.Of(source.Read(), new OfflinePipeline(Shipped.Rules, options, source.Sources, ModelLibrary.Load(), documents, ModelRegistry.Of([])));
        return documents;
    }

    /// <summary>An alert in a format.</summary>
    public static ReadOnlyMemory<byte> Written(Alert alert, string format)
    {
        var to = new ArrayBufferWriter<byte>();
        FormatTable.Find(format)!.Write(new SinkAlert(alert, alert.LastSeen.Milliseconds, 0), to); // a format that there is
        return to.WrittenMemory;
    }

    void IOfflineResults.Alert(Alert alert) => Alerts.Add(alert);

    void IOfflineResults.Feed(FeedRecord record) => Events.Add(record);
}
