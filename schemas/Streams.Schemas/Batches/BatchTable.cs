using Streams.Schemas.Envelopes;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Batches;

/// <summary>The batches that are recognised in front of every source: one row each.</summary>
internal sealed class BatchTable
{
    private readonly IBatch _otlp;
    private readonly IBatch[] _objects;
    private readonly IBatch _lines = new TextLines();
    private readonly IBatch _sequence = new JsonSequence();
    private readonly IBatch[] _texts = [new ForwardRecord(), new JsonArray(), new OctetCounted(), new OtlpProtobuf(), new JournalExport(), new AuditdRecords()];

    /// <summary>The rows, under these limits.</summary>
    public BatchTable(ParserOptions options)
    {
        _otlp = new OtlpJson(options);
        _objects = [new EventList(), new AzureRecords(), new KinesisRecords(), new CloudWatchEvents(options), _otlp, new LokiPush(options)];
    }

    /// <summary>The batch that the bytes are before anything is known of them, or null.</summary>
    public IBatch? OfText(Element element)
    {
        if (element.IsObject)
        {
            return _lines.Recognises(element) ? _lines
                : _sequence.Recognises(element) ? _sequence
                : OtlpJson.Begins(element.Body.Span) ? _otlp
                : null;
        }

        var text = element.Body.Span;
        if (!text.IsEmpty && text[0] is (byte)'[' or (byte)'\n' or (byte)' ' or (>= (byte)'1' and <= (byte)'9') or (byte)'_' or (byte)'t' or (byte)'n')
        {
            foreach (var batch in _texts)
            {
                if (batch.Recognises(element))
                {
                    return batch;
                }
            }
        }

        return _lines.Recognises(element) && !AuditdRecords.IsOneSerial(text) ? _lines : null;
    }

    /// <summary>The batch that the outlined object is, or null.</summary>
    public IBatch? OfObject(Element element)
    {
        foreach (var batch in _objects)
        {
            if (batch.Recognises(element))
            {
                return batch;
            }
        }

        return null;
    }
}
