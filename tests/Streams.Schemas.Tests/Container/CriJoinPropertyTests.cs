using System.Buffers;
using System.Text;
using Streams.Schemas.Container;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Container;

public sealed class CriJoinPropertyTests
{
    [Fact]
    public void Interleaved_parts_of_containers_and_streams_give_the_plain_lines()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var (random, records, expected) = (new Random(seed), new List<List<(string Line, string File)>>(), new List<string>());
            for (var container = 0; container < 3; container++)
            {
                foreach (var stream in new[] { "stdout", "stderr" })
                {
                    records.Add(Parts(random, container, stream, expected));
                }
            }

            Assert.Equal(expected.Order(StringComparer.Ordinal), Run(random, records, restart: seed % 3 == 0).Order(StringComparer.Ordinal));
        }
    }

    private static List<(string Line, string File)> Parts(Random random, int container, string stream, List<string> expected)
    {
        var parts = new List<(string, string)>();
        var file = $"/var/log/containers/pod-{container}_ns_app-{new string((char)('a' + container), 64)}.log";
        for (var line = random.Next(1, 5); line > 0; line--)
        {
            var text = new StringBuilder();
            for (var left = random.Next(0, 4); left >= 0; left--)
            {
                var piece = new string((char)('a' + random.Next(26)), random.Next(0, 30)) + (random.Next(3) == 0 ? " " : string.Empty);
                text.Append(piece);
                parts.Add(($"2026-11-23T07:48:48.9{line}Z {stream} {(left == 0 ? "F" : "P")} {piece}", file));
            }

            expected.Add($"{file}|{stream}|{text}");
        }

        return parts;
    }

    /// <summary>Deals the queues in random order; with restart, all state goes through its bytes before every record.</summary>
    private static List<string> Run(Random random, List<List<(string Line, string File)>> queues, bool restart)
    {
        var options = new ParserOptions();
        var (parser, joiner, key) = (RecordParsers.Create(EventSource.Container, options), new CriJoiner(options), new ArrayBufferWriter<byte>());
        var (state, seen) = (new Dictionary<string, byte[]>(), new List<string>());
        var live = new Dictionary<string, EventParts>();
        while (queues.Exists(q => q.Count > 0))
        {
            var queue = queues[random.Next(queues.Count)];
            if (queue.Count == 0)
            {
                continue;
            }

            var (line, file) = queue[0];
            queue.RemoveAt(0);
            parser.Parse(
                new RawRecord
                {
                    Value = Encoding.UTF8.GetBytes(line),
                    AppendTime = new Timestamp(5),
                    FileName = file,
                },
                new Sink(part =>
                {
                    key.ResetWrittenCount();
                    joiner.WriteKey(part, key);
                    var name = Encoding.UTF8.GetString(key.WrittenSpan);
                    var parts = restart
                        ? state.TryGetValue(name, out var bytes)
                            ? EventParts.Decode(bytes)!
                            : new EventParts()
                        : live.TryGetValue(name, out var kept)
                            ? kept
                            : live[name] = new EventParts();
                    if (joiner.Accept(parts, part, 1, new Timestamp(5)) != JoinResult.Buffered)
                    {
                        seen.Add($"{file}|{part.Fields.String(Field.Stream)}|{Encoding.UTF8.GetString(part.Document.Span)}");
                        parts.Clear();
                    }

                    state[name] = parts.Encode();
                })
            );
        }

        return seen;
    }

    private sealed class Sink(Action<ParsedEvent> take) : IParseSink
    {
        public void OnEvent(ParsedEvent parsed) => take(parsed);

        public void OnDead(in DeadElement dead) => Assert.Fail(dead.Detail);
    }
}
