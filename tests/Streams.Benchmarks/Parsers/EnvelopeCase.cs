using System.Diagnostics;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Benchmarks.Parsers;

/// <summary>One record, and the least that an event of it cost in a round.</summary>
internal sealed class EnvelopeCase(string name, EventSource source, byte[] record) : IParseSink
{
    private const int Events = 400;
    private readonly IRecordParser _parser = RecordParsers.Create(source, new ParserOptions());
    private long _events;

    /// <summary>The shipper.</summary>
    public string Name => name;

    /// <summary>Nanoseconds of an event.</summary>
    public double Least { get; private set; } = double.MaxValue;

    /// <summary>Reads <c>name, source, record</c>, with tabs between them.</summary>
    public static EnvelopeCase Of(string row)
    {
        var parts = row.Split('\t', 3);
        return EventSources.TryParse(parts[1], out var source)
            ? new EnvelopeCase(parts[0], source, Encoding.UTF8.GetBytes(parts[2]))
            : throw new InvalidDataException($"{parts[1]} is no source");
    }

    /// <summary>One round.</summary>
    public void Measure()
    {
        _events = 0;
        var began = Stopwatch.GetTimestamp();
        while (_events < Events)
        {
            _parser.Parse(new RawRecord { Value = record, AppendTime = new Timestamp(1) }, this);
        }

        Least = Math.Min(Least, Stopwatch.GetElapsedTime(began).TotalNanoseconds / _events);
    }

    void IParseSink.OnEvent(ParsedEvent parsed) => _events++;

    void IParseSink.OnDead(in DeadElement dead) => throw new InvalidDataException($"{name}: {dead.Detail}");
}
