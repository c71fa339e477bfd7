using Confluent.Kafka;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Timestamp = Streams.Schemas.Events.Timestamp;

namespace Streams.Host.Doctor;

/// <summary>What the newest records of a raw topic look like to its parser.</summary>
internal sealed class SourceSample : IParseSink
{
    /// <summary>With fewer events a field may just not have come yet.</summary>
    public const int EnoughEvents = 100;
    private const int EnoughRules = 2;
    private const long PlausibleSkew = 3_600 * Timestamp.Second;
    private FieldPresence _fields = null!; // set by Of
    private Timestamp _appended;

    public int Records { get; private set; }

    public int Keyed { get; private set; }

    /// <summary>Whether events came in several records.</summary>
    public bool HasParts { get; private set; }

    public int Events { get; private set; }

    public int Health { get; private set; }

    public int Dead { get; private set; }

    /// <summary>Why records are dead, each reason once.</summary>
    public SortedSet<string> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>Events whose time is more than an hour from the time at which Kafka took them.</summary>
    public int Implausible { get; private set; }

    /// <summary>Events that have a time of their own, not Kafka's.</summary>
    public int Timed { get; private set; }

    /// <summary>Events that say what the rules of the source need to know of their origin.</summary>
    public int Placed { get; private set; }

    /// <summary>The fields that several rules look at and that none of at least <see cref="EnoughEvents"/> events of their logsource has.</summary>
    public IReadOnlyList<MissingField> Missing => _fields.Missing(EnoughEvents, EnoughRules);

    /// <summary>When Kafka took the newest.</summary>
    public DateTime Newest { get; private set; }

    public static SourceSample Of(
        EventSource source,
        IReadOnlyList<EventSource> sources,
        IEnumerable<ConsumeResult<byte[], byte[]>> records,
        RuleSet rules,
        ParserOptions options
    )
    {
        var sample = new SourceSample { _fields = new FieldPresence(rules, source) };
        var parser = RecordParsers.Create(source, options);
        var choice = sources.Count > 1 ? new SourceChoice(sources, options) : null;
        foreach (var record in records.Where(r => r.Message.Value is { Length: > 0 }))
        {
            if (
                choice is not null
                && choice.Choose(
                    new RawRecord
                    {
                        Value = record.Message.Value,
                        Key = record.Message.Key ?? [],
                        AppendTime = Timestamp.Unknown,
                    }
                ) != source
            )
            {
                continue;
            }

            sample.Records++;
            sample.Keyed += record.Message.Key is { Length: > 0 } ? 1 : 0;
            sample._appended = Timestamp.FromMilliseconds(record.Message.Timestamp.UnixTimestampMs);
            sample.Newest = record.Message.Timestamp.UtcDateTime > sample.Newest ? record.Message.Timestamp.UtcDateTime : sample.Newest;
            parser.Parse(
                new RawRecord
                {
                    Value = record.Message.Value,
                    Key = record.Message.Key ?? [],
                    AppendTime = sample._appended,
                },
                sample
            );
        }

        return sample;
    }

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        if (parsed.Type == EventType.Health)
        {
            Health++;
            return;
        }

        Events++;
        HasParts |= parsed.Continues;
        _fields.Add(parsed);
        Timed += parsed.TimeSource is TimeSource.None or TimeSource.Kafka ? 0 : 1;
        Implausible += parsed.Time.IsKnown && Math.Abs(parsed.Time - _appended) > PlausibleSkew ? 1 : 0;
        Placed += parsed.Source.IsPlaced(parsed.Fields) ? 1 : 0;
    }

    void IParseSink.OnDead(in DeadElement dead)
    {
        Dead += dead.Count;
        Reasons.Add($"{dead.Reason}: {dead.Detail}");
    }
}
