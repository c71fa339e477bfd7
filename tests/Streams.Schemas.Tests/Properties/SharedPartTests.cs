using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Properties;

/// <summary>Much that is said once and many records under it cost their sum and not their product: whatever a batch says of all its records is read once.</summary>
public sealed class SharedPartTests
{
    private const int Least = 200;

    public static TheoryData<string> Names => [.. Batches.Keys];

    private static readonly Dictionary<string, Func<int, byte[]>> Batches = new(StringComparer.Ordinal)
    {
        ["OTLP: attributes of a resource"] = n =>
            Json(
                $"{Otlp}'a','value':<'stringValue':'b'>>{Many(n, ",<'key':'a','value':<'stringValue':'b'>>")}]>,'scopeLogs':[<'logRecords':[{Items(n, OtlpRecord)}]>]>]>"
            ),
        ["OTLP: a long attribute of a resource"] = n =>
            Json($"{Otlp}'k8s.pod.name','value':<'stringValue':'{new string('p', 40 * n)}'>>]>,'scopeLogs':[<'logRecords':[{Items(n, OtlpRecord)}]>]>]>"),
        ["OTLP: scopes"] = n => Json($"<'resourceLogs':[<'resource':<>,'scopeLogs':[{Items(n, $"<'scope':<>,'logRecords':[{OtlpRecord}]>")}]>]>"),
        ["OTLP protobuf: attributes of a resource"] = n =>
            Message(
                1,
                [
                    .. Message(1, Times(n, Message(1, [.. Message(1, "a"u8), .. Message(2, Message(1, "b"u8))]))),
                    .. Message(2, Times(n, Message(2, Message(5, Message(1, "c"u8))))),
                ]
            ),
        ["Loki: labels of a stream"] = n => Json($"<'streams':[<'stream':<{Items(n, "'a':'b'")}>,'values':[{Items(n, "['1','c']")}]>]>"),
        ["Loki: a long label of a stream"] = n =>
            Json($"<'streams':[<'stream':<'pod':'{new string('p', 40 * n)}','filename':'{new string('f', 40 * n)}'>,'values':[{Items(n, "['1','c']")}]>]>"),
        ["CloudWatch: keys beside the events"] = n =>
            Json($"<'messageType':'DATA_MESSAGE',{Items(n, "'a':'b'")},'logEvents':[{Items(n, "<'timestamp':1,'message':'c'>")}]>"),
        ["EventList: keys beside the items"] = n => Json($"<'kind':'EventList',{Items(n, "'a':'b'")},'items':[{Items(n, "<'auditID':'c'>")}]>"),
        ["Fluent Bit: labels and annotations"] = n =>
            Json($"<'log':'c','kubernetes':<'pod_name':'p','labels':<{Items(n, "'a':'b'")}>,'annotations':<{Items(n, "'a':'b'")}>>,{Items(n, "'a':'b'")}>"),
        ["audit: containers with volumes"] = n =>
            Json(
                $"{Audit}'verb':'create','objectRef':<'resource':'pods','namespace':'n'>,'requestObject':<'spec':<'containers':[{Items(n, "<'name':'a','image':'b','volumeMounts':[<'name':'v'>]>")}],'volumes':[{Items(n, "<'name':'v','hostPath':<'path':'/'>>")}]>>>"
            ),
        ["audit: groups, addresses and extras"] = n =>
            Json(
                $"{Audit}'verb':'get','user':<'username':'u','groups':[{Items(n, "'g'")}],'extra':<{Items(n, "'a':['b']")}>>,'sourceIPs':[{Items(n, "'10.0.0.1'")}]>"
            ),
        ["Falco: fields and text"] = n => Json($"<'rule':'r','output':'{Many(n, "a=b ")}','output_fields':<{Items(n, "'proc.name':'b'")}>>"),
        ["auditd: lines of one serial"] = n => Encoding.UTF8.GetBytes(Many(n, "type=PATH msg=audit(1364481363.243:24287): item=0 name=\"/a\"\n")),
        ["auditd: arguments"] = n =>
            Encoding.UTF8.GetBytes(
                $"type=EXECVE msg=audit(1364481363.243:24287): argc={n} {string.Join(' ', Enumerable.Range(0, n).Select(i => $"a{i}=\"x\""))}"
            ),
        ["journal: one field many times"] = n => Json($"<'__CURSOR':'c','_COMM':'sshd',{Items(n, "'MESSAGE':'b'")},{Items(n, "'_PID':'1'")}>"),
    };

    private const string Otlp = "<'resourceLogs':[<'resource':<'attributes':[<'key':";
    private const string OtlpRecord = "<'body':<'stringValue':'c'>>";
    private const string Audit = "<'kind':'Event','apiVersion':'audit.k8s.io/v1','auditID':'a',";

    [Theory]
    [MemberData(nameof(Names))]
    public void Much_said_once_and_many_records_cost_their_sum(string batch)
    {
        var (small, large) = (Batches[batch](Least), Batches[batch](Least * Growth.Factor));
        foreach (var source in EventSources.All)
        {
            var parser = RecordParsers.Create(source, new ParserOptions());
            var excess = Growth.Excess(times => parser.Parse(new RawRecord { Value = times == 1 ? small : large, AppendTime = new Timestamp(1) }, Ignored.One));

            Assert.True(excess is null, $"{source.Name()}: {excess:F0} times as dear for {Growth.Factor} times as much");
        }
    }

    /// <summary>JSON, written with angle brackets and single quotes.</summary>
    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text.Replace('<', '{').Replace('>', '}').Replace('\'', '"'));

    private static string Items(int count, string item) => string.Join(',', Enumerable.Repeat(item, count));

    private static string Many(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static byte[] Times(int count, byte[] item) => [.. Enumerable.Repeat(item, count).SelectMany(i => i)];

    /// <summary>A field of Protocol Buffers with its length in front.</summary>
    private static byte[] Message(int field, ReadOnlySpan<byte> bytes)
    {
        var message = new List<byte> { (byte)((field << 3) | 2) };
        for (var length = (uint)bytes.Length; ; length >>= 7)
        {
            message.Add((byte)(length < 128 ? length : (length & 127) | 128));
            if (length < 128)
            {
                break;
            }
        }

        message.AddRange(bytes);
        return [.. message];
    }

    private sealed class Ignored : IParseSink
    {
        public static readonly Ignored One = new();

        public void OnEvent(ParsedEvent parsed) { }

        public void OnDead(in DeadElement dead) { }
    }
}
