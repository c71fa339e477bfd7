using Streams.Connectors.Kafka.Reading;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;

namespace Streams.Host.Sinks;

/// <summary>What one batch of <c>alerts</c> holds for a sink.</summary>
internal sealed class SinkBatch
{
    private readonly List<SinkAlert> _alerts;
    private readonly List<int> _places;
    private readonly List<TopicRecord> _undecodable = [];

    private SinkBatch(IReadOnlyList<TopicRecord> records)
    {
        Records = records;
        (_alerts, _places) = (new List<SinkAlert>(records.Count), new List<int>(records.Count));
    }

    /// <summary>All that was read, up to the first that a later version wrote.</summary>
    public IReadOnlyList<TopicRecord> Records { get; private set; }

    /// <summary>The alerts that the sink gets.</summary>
    public IReadOnlyList<SinkAlert> Alerts => _alerts;

    /// <summary>Records that are no alerts.</summary>
    public IReadOnlyList<TopicRecord> Undecodable => _undecodable;

    /// <summary>Why the record behind them is left to others; null: there is none.</summary>
    public string? Later { get; private set; }

    /// <summary>Alerts that a storm tells of in their place.</summary>
    public int Folded { get; private set; }

    public static SinkBatch Of(IReadOnlyList<TopicRecord> records, SinkSelection selection)
    {
        var batch = new SinkBatch(records);
        for (var i = 0; i < records.Count && batch.Later is null; i++)
        {
            batch.Add(i, records[i], selection);
        }

        return batch;
    }

    /// <summary>How many records are done with once so many alerts are.</summary>
    public int RecordsBefore(int alerts) => alerts == _alerts.Count ? Records.Count : _places[alerts];

    private void Add(int place, TopicRecord record, SinkSelection selection)
    {
        if (record.Value is not { } value)
        {
            return;
        }

        if (AlertCodec.Decode(value) is not { } alert)
        {
            if (LaterForm.Refuse(value) is { } later)
            {
                Later = $"{record.Topic}[{record.Partition}] at {record.Offset}: {later}";
                Records = [.. Records.Take(place)];
            }
            else
            {
                _undecodable.Add(record);
            }
        }
        else if (selection.IsFolded(alert))
        {
            Folded++;
        }
        else if (selection.Seen(alert) is { } seen)
        {
            _places.Add(place);
            _alerts.Add(new SinkAlert(seen, record.TimestampMs, record.Partition));
        }
    }
}
