using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>The envelope in which a line came.</summary>
internal sealed class EnvelopeSink : IParseSink
{
    /// <summary>Its name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Reads a line.</summary>
    public void Read(RecordedLine line) =>
        RecordParsers
            .Create(line.Source, new ParserOptions())
            .Parse(
                new RawRecord
                {
                    Value = line.Value,
                    AppendTime = line.AppendTime,
                    FileName = line.File,
                },
                this
            );

    /// <inheritdoc/>
    public void OnEvent(ParsedEvent parsed) => Name = parsed.Envelope;

    /// <inheritdoc/>
    public void OnDead(in DeadElement dead) => Assert.Fail(dead.Detail);
}
