using System.Text.Json;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>
/// One record as Fluentd's and Fluent Bit's own formats lay it out: <c>[tag, time, record]</c>, <c>[time, record]</c> or <c>[[time, metadata], record]</c>.
/// The tag names the file that a <c>tail</c> made it of.
/// </summary>
internal sealed class ForwardRecord : IBatch
{
    /// <inheritdoc/>
    public string Name => "a record of Fluentd's forward format";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        // Most lines that begin with a bracket or a digit are text: they must not cost an exception.
        var text = element.Body.Span.Trim(" \t\r\n"u8);
        if (text is not [(byte)'[', .., (byte)']'] || JsonStart.First(text[1..]) is not ((byte)'"' or (byte)'[' or (>= (byte)'0' and <= (byte)'9')))
        {
            return false;
        }

        try
        {
            return TryRead(element.Body, out _, out _, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        if (!TryRead(batch.Body, out var tag, out var time, out var record))
        {
            return DeadReason.Malformed;
        }

        var element = sink.Next(record);
        element.Time = time;
        if (LogFile.InTag(tag.Span) is { IsEmpty: false } file)
        {
            element.ClaimFile(file);
        }

        sink.Take(element);
        return null;
    }

    private static bool TryRead(ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> tag, out Timestamp time, out ReadOnlyMemory<byte> record)
    {
        (tag, time, record) = (default, Timestamp.Unknown, default);
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = 1 << 20 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray || !reader.Read())
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            tag = body.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            reader.Read();
        }

        var isPaired = tag.IsEmpty && reader.TokenType == JsonTokenType.StartArray && reader.Read();
        time = reader.TokenType is JsonTokenType.Number or JsonTokenType.String ? EnvelopeTime.Of(reader.ValueSpan) : Timestamp.Unknown;
        if (!time.IsKnown || !reader.Read() || (isPaired && !TryEndPair(ref reader)) || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        record = body[start..(int)reader.BytesConsumed];
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray && !reader.Read();
    }

    /// <summary>The metadata behind the time, and the pair's end.</summary>
    private static bool TryEndPair(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        reader.Skip();
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray && reader.Read();
    }
}
