using Streams.Schemas.Parsing;

namespace Streams.Schemas.Envelopes;

/// <summary>The envelopes: one row each. The first that recognises an object takes it, so what is more particular stands before what is less.</summary>
internal sealed class EnvelopeTable(ParserOptions options)
{
    private readonly IEnvelope[] _rows =
    [
        new KafkaRecordEnvelope(),
        new DatadogEnvelope(options),
        new VectorEnvelope(),
        new VectorOtlpEnvelope(),
        new VectorNativeEnvelope(),
        new OpenShiftEnvelope(),
        new BeatsEnvelope(),
        new FluentBitEnvelope(options),
        new DockerEnvelope(),
        new FluentBitSystemdEnvelope(),
        new ConnectEnvelope(),
        new CloudEventsEnvelope(),
        new CloudDataEnvelope(),
        new GoogleLogEnvelope(),
        new AzureEnvelope(options),
        new AzureTableEnvelope(options),
        new CloudWatchEnvelope(),
        new SplunkHecEnvelope(),
        new CriblEnvelope(),
        new WazuhEnvelope(),
        new TelegrafEnvelope(),
        new GelfEnvelope(),
        new NxlogEnvelope(),
        new TalosEnvelope(),
        new KmsgEnvelope(),
        new SyslogNgEnvelope(),
        new LogstashEnvelope(),
        new RsyslogEnvelope(),
        new NestEnvelope(),
        new PlainEnvelope(),
    ];

    /// <summary>The envelope that the element's outlined object is, or null.</summary>
    public IEnvelope? Find(Element element)
    {
        foreach (var row in _rows)
        {
            if (row.Recognises(element))
            {
                return row;
            }
        }

        return null;
    }
}
