using Streams.Schemas.Batches;
using Streams.Schemas.Decoding;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Takes off an element what is around it: codings, batches, envelopes, one at a time.</summary>
/// <param name="definition">The source.</param>
/// <param name="options">The limits.</param>
/// <param name="sink">Takes the elements of batches, and what is dead.</param>
internal sealed class Peeler(SourceDefinition definition, ParserOptions options, IElementSink sink)
{
    /// <summary>Batches within batches.</summary>
    public const int MostNested = 4;

    private readonly DecoderTable _decoders = new(options);
    private readonly BatchTable _batches = new(options);
    private readonly EnvelopeTable _envelopes = new(options);
    private readonly QuotedBlock _quoted = new(options);

    /// <summary>In how many batches the element stands; less than none before the record itself.</summary>
    public int Depth { get; private set; }

    /// <summary>Of a source of which envelopes say nothing but the time (audit), what a collector read may be another envelope: there is no origin that its writer could name.</summary>
    private bool IsOfNoOrigin => definition.Origin is { Count: 0 };

    /// <summary>A record begins.</summary>
    public void Begin() => Depth = -1;

    /// <summary>Whether the text is a batch.</summary>
    public bool IsBatch(Element element) => _batches.OfText(element) is not null;

    /// <summary>Takes off what is outermost, if anything is.</summary>
    public Peeling Peel(Element element)
    {
        if (element.IsHealth || (element.IsCollected && !(IsOfNoOrigin && element.IsObject)))
        {
            return Peeling.Bare;
        }

        if (_decoders.Find(element.Body.Span) is { } decoder)
        {
            return Decode(element, decoder);
        }

        if (_batches.OfText(element) is { } batch)
        {
            return Batch(element, batch);
        }

        if (!element.IsObject)
        {
            if (definition.OfPods && !element.HasStream)
            {
                CriEnvelope.TryOpen(element);
            }

            return Peeling.Bare;
        }

        if (element.TryOutline() is { } failure)
        {
            if (failure == DeadReason.TooDeep && element.TryCutDeep())
            {
                return Peeling.Again;
            }

            sink.Dead(failure, JsonLimit.Text(failure), element.Bytes);
            return Peeling.Ended;
        }

        if (_batches.OfObject(element) is { } many)
        {
            return Batch(element, many);
        }

        return _quoted.TryUnquote(element) ? Peeling.Again : Envelope(element);
    }

    private Peeling Decode(Element element, IDecoder decoder)
    {
        var failure = decoder.Decode(element.Body, element.DecodeBuffer(), options.MaxDecodedBytes, out var decoded);
        failure ??= decoded.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? DeadReason.Empty : null;
        if (failure is { } reason)
        {
            sink.Dead(reason, $"looks like {decoder.Name}, which cannot be taken off", element.Bytes);
            return Peeling.Ended;
        }

        element.Become(decoded);
        return Peeling.Again;
    }

    private Peeling Batch(Element element, IBatch batch)
    {
        if (Depth + 2 > MostNested)
        {
            sink.Dead(DeadReason.TooDeep, "more batches within each other than the limit", element.Bytes);
            return Peeling.Ended;
        }

        Depth++;
        if (batch.Read(element, sink) is { } failure)
        {
            sink.Dead(failure, $"{batch.Name} without an element", element.Bytes);
        }

        Depth--;
        return Peeling.Ended;
    }

    private Peeling Envelope(Element element)
    {
        if (_envelopes.Find(element) is not { } envelope)
        {
            return Peeling.Bare;
        }

        var body = element.Body;
        element.Envelope = envelope.Name;
        var outer = element.Time;
        element.Time = Timestamp.Unknown;
        if (!envelope.TryOpen(element))
        {
            sink.Dead(DeadReason.MissingField, $"the envelope of {envelope.Name} holds no message", element.Bytes);
            return Peeling.Ended;
        }

        // What is nearer to the line knows its time better than what relayed it.
        element.Time = element.Time.IsKnown ? element.Time : outer;
        element.TakeHostAsNode();
        return body.Equals(element.Body) ? Peeling.Bare : Peeling.Again;
    }
}
