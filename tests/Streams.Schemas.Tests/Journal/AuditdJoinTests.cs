using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Journal;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Journal;

/// <summary>The records of one event of Linux audit come in values of their own, mixed with those of other events and nodes.</summary>
public sealed class AuditdJoinTests
{
    private static readonly string[] Kinds = ["SYSCALL", "EXECVE", "CWD", "PATH", "PATH", "PROCTITLE"];

    [Fact]
    public void Records_of_one_serial_are_one_event_with_the_fields_of_all()
    {
        var seen = Parse([.. Records("node-1", 7, "id -u"), "node=node-1 type=EOE msg=audit(1795514401.123:7): "], out var counts);
        Assert.Equal(new LineCounts(1, 5, 0, 1), counts);
        Assert.Equal("node-1 id -u /usr/bin/id 0 pts7 - 1-6", Assert.Single(seen));
    }

    [Theory]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, "node-1 id -u - - - part_of_event 1-5")] // the system call is missing
    [InlineData(new[] { 0, 1, 2, 3, 5 }, "node-1 id -u /usr/bin/id 0 pts7 part_of_event 1-5")] // a path is missing
    [InlineData(new[] { 0, 2, 3, 4, 5 }, "node-1 id -u /usr/bin/id 0 pts7 part_of_event 1-5")] // the arguments: proctitle is the program's own word
    [InlineData(new[] { 0, 1, 2, 3, 4 }, "node-1 id -u /usr/bin/id 0 pts7 - 1-5")] // kernels without proctitle: all that the system call names came
    [InlineData(new[] { 5 }, "node-1 id -u - - - part_of_event 1-1")]
    public void What_is_missing_is_told(int[] came, string expected)
    {
        var all = Records("node-1", 7, "id -u");
        Assert.Equal(expected, Assert.Single(Parse([.. came.Select(i => all[i])], out _)));
    }

    [Fact]
    public void A_late_record_is_an_event_that_says_it_is_a_part()
    {
        var all = Records("node-1", 7, "id -u");
        var seen = Parse([.. all.Where((_, i) => i != 3), all[3]], out var counts);
        Assert.Equal(2, seen.Count);
        Assert.All(seen, s => Assert.Contains("part_of_event", s, StringComparison.Ordinal));
        Assert.Equal(6, counts.In);
    }

    [Fact]
    public void A_line_of_syslog_joins_no_record_of_the_kernels_own_log()
    {
        var all = Records("node-1", 7, "id -u");
        var forged = "Nov 24 10:00:01 node-1 audispd: " + all[1].Replace("\"id\"", "\"ls\"", StringComparison.Ordinal);
        var seen = Parse([all[0], forged, .. all[1..]], out _);
        Assert.Contains("node-1 id -u /usr/bin/id 0 pts7 - 1-7", seen);
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void The_journals_entries_of_one_serial_are_one_event()
    {
        string[] entries =
        [
            .. Records("node-1", 7, "id -u")
                .Select(r => r[(r.IndexOf("type=", StringComparison.Ordinal) + 5)..])
                .Select(r =>
                    r.Remove(
                        r.IndexOf(" msg=", StringComparison.Ordinal),
                        r.IndexOf("): ", StringComparison.Ordinal) + 2 - r.IndexOf(" msg=", StringComparison.Ordinal)
                    )
                )
                .Select(m =>
                    System.Text.Json.JsonSerializer.Serialize(
                        new Dictionary<string, string>
                        {
                            ["__REALTIME_TIMESTAMP"] = "1795514401130000",
                            ["_SOURCE_REALTIME_TIMESTAMP"] = "1795514401123000",
                            ["_TRANSPORT"] = "audit",
                            ["_HOSTNAME"] = "node-1",
                            ["_AUDIT_ID"] = "7",
                            ["MESSAGE"] = m,
                        }
                    )
                ),
        ];
        Assert.Equal("node-1 id -u /usr/bin/id 0 pts7 - 1-6", Assert.Single(Parse(entries, out _)));
    }

    /// <summary>However many events' records are mixed, and whether or not the state goes through its bytes before each record, the same events come as from values that hold all records.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mixed_records_give_the_same_events_as_whole_values(bool restart)
    {
        var random = new Random(17);
        for (var round = 0; round < 40; round++)
        {
            var events = Enumerable
                .Range(0, random.Next(1, 12))
                .Select(i => Records($"node-{i % 3}", i / 3, "sh -c " + new string('x', random.Next(0, 200)) + i))
                .ToList();
            var whole = events.Select(e => Assert.Single(Run([string.Join('\n', e)], restart))).Order(StringComparer.Ordinal);
            var queues = events.Select(e => new Queue<string>(e)).ToList();
            List<string> mixed = [];
            while (queues.FindAll(q => q.Count > 0) is { Count: > 0 } left)
            {
                mixed.Add(left[random.Next(left.Count)].Dequeue());
            }

            Assert.Equal(whole, Run(mixed, restart).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Records without an end are cut at a bound, and all are counted.</summary>
    [Fact]
    public void An_event_of_endless_records_is_cut_and_says_so()
    {
        string[] lines = [.. Enumerable.Range(0, 3000).Select(i => $"type=PATH msg=audit(1795514401.123:7): item={i} name=\"{new string('a', 400)}\"")];
        var seen = Parse(lines, out var counts);
        Assert.Equal(3000, counts.In);
        Assert.InRange(seen.Count, 5, 3000 / 100);
        Assert.All(seen, s => Assert.Contains("part_of_event", s, StringComparison.Ordinal));
    }

    private static string[] Records(string node, int serial, string command)
    {
        var arguments = string.Join(' ', command.Split(' ').Select((a, i) => $"a{i}=\"{a}\""));
        return
        [
            .. Kinds.Select(
                (kind, i) =>
                    $"node={node} type={kind} msg=audit(1795514401.123:{serial}): "
                    + kind switch
                    {
                        "SYSCALL" =>
                            $"arch=c000003e syscall=59 success=yes exit=0 a0=1 items=2 ppid=1 pid=4712 auid=1000 uid=0 gid=0 tty=pts{serial} ses=1 comm=\"id\" exe=\"/usr/bin/id\" key=(null)",
                        "EXECVE" => $"argc={command.Split(' ').Length} {arguments}",
                        "CWD" => "cwd=\"/root\"",
                        "PATH" => $"item={i - 3} name=\"/usr/bin/{i}\" inode=1 nametype=NORMAL",
                        _ => $"proctitle={Convert.ToHexString(Encoding.ASCII.GetBytes(command.Replace(' ', '\0')))}",
                    }
            ),
        ];
    }

    private static string Tell(ParsedEvent e) =>
        string.Join(
            ' ',
            e.Fields.String(Field.HostName),
            e.Fields.String(Field.ProcessCommandLine),
            e.Fields.String(Field.ProcessExecutable) ?? "-",
            e.Fields.String(Field.UserId) ?? "-",
            e.Fields.String(Field.ProcessTty) ?? "-",
            e.Fields.String(Field.Tag) ?? "-"
        );

    private static List<string> Parse(string[] lines, out LineCounts counts)
    {
        var sink = new LineSink();
        var parser = new LineParser(EventSource.Journal, new ParserOptions(), sink);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        counts = parser.Parse(stream, 1 << 20);
        return sink.Seen;
    }

    private static List<string> Run(IEnumerable<string> values, bool restart)
    {
        List<string> seen = [];
        var (joiner, key, state) = (new AuditdJoiner(), new System.Buffers.ArrayBufferWriter<byte>(), new Dictionary<string, EventParts>());
        var parser = RecordParsers.Create(EventSource.Journal, new ParserOptions());
        var sink = new EventSink(part =>
        {
            Assert.True(joiner.Takes(part, anyWaits: false));
            key.ResetWrittenCount();
            joiner.WriteKey(part, key);
            var name = Encoding.UTF8.GetString(key.WrittenSpan);
            var parts = state.GetValueOrDefault(name) ?? new EventParts();
            parts = restart ? EventParts.Decode(parts.Encode())! : parts;
            if (joiner.Accept(parts, part, 1, new Timestamp(5)) == JoinResult.Buffered)
            {
                state[name] = parts;
                return;
            }

            state.Remove(name);
            seen.Add($"{Tell(part)} {part.Type} {part.Fields.String(Field.FilePath)} {part.Time.Nanoseconds} {part.Fields.String(Field.Message)}");
        });
        foreach (var value in values)
        {
            parser.Parse(new RawRecord { Value = Encoding.UTF8.GetBytes(value), AppendTime = new Timestamp(5) }, sink);
        }

        Assert.Empty(state);
        return seen;
    }

    private sealed class LineSink : ILineSink
    {
        public List<string> Seen { get; } = [];

        public void OnEvent(ParsedEvent parsed, long first, long last)
        {
            if (parsed.Type != EventType.Health)
            {
                Seen.Add($"{Tell(parsed)} {first}-{last}");
            }
        }

        public void OnDead(in DeadElement dead, long line) => Assert.Fail(dead.Detail);
    }

    private sealed class EventSink(Action<ParsedEvent> take) : IParseSink
    {
        public void OnEvent(ParsedEvent parsed) => take(parsed);

        public void OnDead(in DeadElement dead) => Assert.Fail(dead.Detail);
    }
}
