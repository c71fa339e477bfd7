using Microsoft.Extensions.Logging;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Entities;

namespace Streams.Host.Running;

/// <summary>Keeps the process's entity table: reads <c>entities</c> to its end before the stages start, and on.</summary>
internal sealed class EntityReader : IAsyncDisposable
{
    private readonly TopicFollower _topic;
    private readonly EntityTable _table;
    private readonly IReadOnlyDictionary<string, EventSource> _origins;
    private readonly EngineOptions _engine;
    private readonly ILogger _log;
    private readonly Dictionary<string, Dictionary<int, Timestamp>> _marks = new(StringComparer.Ordinal);

    private EntityReader(TopicFollower topic, EntityTable table, IReadOnlyDictionary<string, EventSource> origins, EngineOptions engine, ILogger log) =>
        (_topic, _table, _origins, _engine, _log) = (topic, table, origins, engine, log);

    /// <summary>Why the topic cannot be read; null while it can.</summary>
    public string? Trouble => _topic.Trouble;

    /// <summary>The table.</summary>
    public EntityTable Table => _table;

    /// <summary>Records that are neither facts nor watermarks, since the start.</summary>
    public long Undecodable { get; private set; }

    /// <summary>Reads the topic to its end and begins to follow it.</summary>
    /// <param name="kafka">How Kafka is reached.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="table">What is kept.</param>
    /// <param name="origins">The raw partitions whose watermarks count.</param>
    /// <param name="engine">How the process ends where the table can no longer be kept.</param>
    /// <param name="log">Where trouble is told.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<EntityReader> StartAsync(
        KafkaOptions kafka,
        string topic,
        EntityTable table,
        IReadOnlyDictionary<string, EventSource> origins,
        EngineOptions engine,
        ILogger log,
        CancellationToken cancel
    )
    {
        var follower = new TopicFollower(kafka.Reader("entities", topic), reason => Log.EntitiesAway(log, reason));
        var entities = new EntityReader(follower, table, origins, engine, log);
        await follower.ReadToEndAsync(entities.Learn, cancel).ConfigureAwait(false);
        follower.Follow(entities.Learn, entities.End);
        return entities;
    }

    public ValueTask DisposeAsync() => _topic.DisposeAsync();

    private void Learn(IReadOnlyList<TopicRecord> records)
    {
        foreach (var record in records)
        {
            Learn(record);
        }
    }

    /// <summary>Going on with a table that nobody keeps would blame the wrong pods in silence.</summary>
    private bool End(Exception bug)
    {
        _engine.ProcessEnd.End($"the table of entities can no longer be kept: {bug}");
        return false;
    }

    private void Learn(TopicRecord record)
    {
        if (record.Value is not { } value)
        {
            return;
        }

        if (record.Headers.TryGetLastBytes(WatermarkVector.Header, out _))
        {
            if (WatermarkCodec.Decode(value) is { } vector)
            {
                foreach (var mark in vector.Origins.Where(o => _origins.ContainsKey(o.Origin)))
                {
                    Report(mark, record.Partition);
                }

                return;
            }
        }
        else if (EntityCodec.Decode(value) is { } fact)
        {
            _table.Learn(fact.Bounded());
            return;
        }

        if (LaterForm.Refuse(value) is { } later)
        {
            // Without its facts events would be blamed on no pod, or on the one before.
            _engine.Leave($"{record.Topic}[{record.Partition}] at {record.Offset}: {later}");
            return;
        }

        if (Undecodable++ == 0)
        {
            Log.NoFact(_log, record.Topic, record.Partition, record.Offset);
        }
    }

    /// <summary>A mark stands in every partition behind the facts it covers: what all partitions have told holds.</summary>
    private void Report(OriginMark mark, int partition)
    {
        if (!_marks.TryGetValue(mark.Origin, out var told))
        {
            _marks.Add(mark.Origin, told = []);
        }

        told[partition] = mark.Frontier;
        if (told.Count == _topic.Partitions)
        {
            var read = told.Values.Min();
            _table.Asks(mark.Origin, read);
            if (EntityTable.IsTeacher(_origins[mark.Origin]))
            {
                _table.Report(mark.Origin, read);
            }
        }
    }
}
