using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Container;

/// <summary>Container log lines: CRI, or a shipper's JSON around the line. A part of a line leaves with <see cref="ParsedEvent.Continues"/> set, to be joined by <see cref="CriJoiner"/>.</summary>
internal sealed class ContainerParser(ParserOptions options) : RecordParser(EventSource.Container, options)
{
    private readonly EnvelopeReader _envelopes = new(options);
    private readonly ContainerIdentity _identity = new();
    private readonly ContainerMessage _message = new(options);

    /// <inheritdoc />
    protected override (DeadReason Reason, string Detail) Read(in RawRecord record)
    {
        var line = record.Value;
        var bare = true;
        if (EnvelopeReader.IsObject(line.Span))
        {
            if (_envelopes.Unwrap(line, Parsed.Fields, out var envelope) is { } failure)
            {
                return Limit(failure);
            }

            if (!envelope.HasLine)
            {
                return (DeadReason.MissingField, "no log or message");
            }

            (line, bare) = (envelope.Line, false);
            Parsed.Continues = envelope.Continues;
            if (envelope.HasStream || !TryCri(line))
            {
                Parsed.Document = line;
            }

            SetTime(envelope.Time, TimeSource.Envelope);
        }
        else if (!TryCri(line))
        {
            return (DeadReason.Malformed, "not TIME STREAM TAG MESSAGE");
        }

        if (bare || !Parsed.Fields.Has(Field.ContainerId))
        {
            _identity.Describe(Parsed.Fields, record.FileName, record.Key.Span);
        }

        SetTimeFromOutside(in record);
        if (Parsed.Continues)
        {
            Parsed.Type = EventType.Log;
        }
        else
        {
            _message.Describe(Parsed);
        }

        return Done;
    }

    private bool TryCri(ReadOnlyMemory<byte> line)
    {
        if (!CriLine.TryRead(line.Span, out var cri))
        {
            return false;
        }

        var message = line[cri.MessageStart..];
        Parsed.Document = message.Span is [.., (byte)'\n'] ? message[..^1] : message;
        Parsed.Continues = cri.Continues;
        Parsed.Fields.Add(Field.Stream, cri.Stream);
        SetTime(cri.Time, TimeSource.Header);
        return true;
    }
}
