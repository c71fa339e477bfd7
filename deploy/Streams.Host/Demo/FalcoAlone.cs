using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Host.Demo;

/// <summary>What Falco alone would have given: each of its records an alert, with the entities and techniques it names itself.</summary>
internal sealed class FalcoAlone : IParseSink
{
    private readonly IRecordParser _parser = RecordParsers.Create(EventSource.Ebpf, new ParserOptions());

    public List<Finding> Findings { get; } = [];

    public void Add(RecordedLine line) => _parser.Parse(new RawRecord { Value = line.Value, AppendTime = line.AppendTime }, this);

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        if (parsed.Type == EventType.Health)
        {
            return;
        }

        var fields = parsed.Fields;
        var names = new List<string>();
        var techniques = new List<string>();
        for (var i = 0; i < fields.Count; i++)
        {
            var value = fields.At(i);
            var text = System.Text.Encoding.UTF8.GetString(value.Text);
            switch (value.Field)
            {
                case Field.RuleTag when text is ['T' or 't', >= '0' and <= '9', ..]:
                    techniques.Add(Truth.Technique(text));
                    break;
                case Field.ContainerId or Field.PodName or Field.PodUid or Field.SourceIp or Field.DestinationIp or Field.UserName:
                    names.Add(text);
                    break;
            }
        }

        Findings.Add(new Finding(fields.String(Field.RuleName) ?? "", parsed.Time, parsed.Time, names, techniques, []));
    }

    void IParseSink.OnDead(in DeadElement dead) { }
}
