using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// The one place where a shipper's envelope is recognised and taken off. Known now: the bare line, and a JSON object with the line in
/// <c>log</c> or <c>message</c> (Fluent Bit's, with its <c>kubernetes</c> block; docker's json-file; Beats' block).
/// </summary>
internal sealed class EnvelopeReader(ParserOptions options)
{
    private readonly JsonBuffers _buffers = new();
    private readonly ByteBuffer _line = new();

    /// <summary>Whether the record is a JSON object, and so an envelope to a source of lines.</summary>
    public static bool IsObject(ReadOnlySpan<byte> record)
    {
        var start = record.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && record[start] == '{';
    }

    /// <summary>
    /// Takes the envelope off a JSON object, and adds what it says about the line's origin to the fields.
    /// Answers the limit that was passed, if any.
    /// </summary>
    public DeadReason? Unwrap(ReadOnlyMemory<byte> record, FieldSet fields, out Envelope envelope)
    {
        envelope = new Envelope();
        _line.Clear();
        var json = new JsonCursor(record.Span, options, _buffers);
        if (!json.Begin())
        {
            return json.Failure ?? DeadReason.InvalidJson;
        }

        while (json.NextProperty())
        {
            Property(ref json, fields, ref envelope);
        }

        if (json.End() && envelope.HasLine)
        {
            envelope.Line = _line.Span is [.., (byte)'\n'] ? _line.Memory[..^1] : _line.Memory;
        }

        return json.Failure;
    }

    private void Property(ref JsonCursor json, FieldSet fields, ref Envelope envelope)
    {
        var name = json.Name;
        if (name.SequenceEqual("log"u8) || name.SequenceEqual("message"u8))
        {
            TakeLine(ref json, ref envelope);
        }
        else if (name.SequenceEqual("stream"u8) && json.IsString)
        {
            envelope.HasStream = true;
            fields.Add(Field.Stream, json.Text());
        }
        else if (name.SequenceEqual("_p"u8) || name.SequenceEqual("logtag"u8))
        {
            envelope.Continues = json.Text() is [(byte)'P', ..];
        }
        else if (name.SequenceEqual("time"u8) || name.SequenceEqual("@timestamp"u8) || name.SequenceEqual("date"u8))
        {
            TakeTime(ref json, ref envelope);
        }
        else if (name.SequenceEqual("kubernetes"u8) && json.IsObject)
        {
            KubernetesBlock.Read(ref json, fields);
        }
        else
        {
            json.Skip();
        }
    }

    private void TakeLine(ref JsonCursor json, ref Envelope envelope)
    {
        if (!json.IsString || envelope.HasLine)
        {
            json.Skip();
            return;
        }

        _line.Append(json.Text());
        envelope.HasLine = true;
    }

    private static void TakeTime(ref JsonCursor json, ref Envelope envelope)
    {
        var precise = json.IsString;
        var text = json.Text();
        if (precise && Rfc3339.TryParse(text, null, out var time))
        {
            envelope.Time = time;
        }
        else if (!precise && envelope.Time == EventTime.None
            && System.Buffers.Text.Utf8Parser.TryParse(text, out decimal seconds, out _) && seconds is > 0 and < 7_000_000_000)
        {
            envelope.Time = (long)(seconds * EventTime.Second);
        }
    }
}
