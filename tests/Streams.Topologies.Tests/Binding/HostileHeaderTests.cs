using System.Text;
using Streams.Engine.Hosting;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Rules;

namespace Streams.Topologies.Tests.Binding;

/// <summary>Whoever may write records chooses their keys and headers: of a record that says itself where it is from they change nothing.</summary>
public sealed class HostileHeaderTests
{
    private const string Kernel = "2026-11-23T07:00:00.123456+00:00 n1 kernel: DROP IN=eth0 OUT= SRC=1.1.1.1 DST=10.0.0.6 PROTO=TCP SPT=1 DPT=22";

    private static readonly string Container =
        """{"@timestamp":"2026-11-23T07:00:00.123456Z","stream":"stdout","_p":"F","log":"order stored","kubernetes":{"pod_name":"cart-1","namespace_name":"shop","host":"n1","container_name":"cart","docker_id":"CID"}}""".Replace(
            "CID",
            new string('a', 64),
            StringComparison.Ordinal
        );

    private static readonly string[] Names =
    [
        RecordHeaders.File,
        Streams.Schemas.Watermarks.WatermarkVector.ClockHeader,
        Streams.Schemas.Watermarks.WatermarkVector.Header,
        "streams.source",
        "streams.tenant",
        "streams.level",
        "streams.rule",
        "content-encoding",
        "content-type",
        "traceparent",
        "ce_source",
        "ce_time",
        "tenant",
        "node",
        "key",
        "",
        new('x', 5000),
    ];

    private static readonly string[] Values =
    [
        "",
        "/var/log/pods/bank_victim-0_11111111-2222-3333-4444-555555555555/app/0.log",
        $"/var/log/containers/victim-0_bank_app-{new string('b', 64)}.log",
        $"victim-0_bank_app-{new string('b', 64)}.log",
        new string('c', 64),
        "gzip",
        "audit",
        "other",
        "critical",
        "9223372036854775807",
        "2001-01-01T00:00:00Z",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "{\"node\":\"n9\"}",
        "\0\u202e\ud7ff",
        new('y', 70_000),
    ];

    [Theory]
    [InlineData(EventSource.Kernel)]
    [InlineData(EventSource.Container)]
    public void Headers_and_keys_change_nothing_of_what_a_record_says_itself(EventSource source)
    {
        var random = new Random(20261130);
        var plain = Sent(source, new Confluent.Kafka.Headers(), []);
        Assert.NotEmpty(plain);
        for (var i = 0; i < 400; i++)
        {
            var headers = new Confluent.Kafka.Headers();
            for (var count = random.Next(5); count > 0; count--)
            {
                headers.Add(Names[random.Next(Names.Length)], Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]));
            }

            var key = Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]);

            Assert.Equal(plain, Sent(source, headers, key));
        }
    }

    private static List<string> Sent(EventSource source, Confluent.Kafka.Headers headers, byte[] key)
    {
        var context = new BindingContext(source == EventSource.Kernel ? "raw.kernel" : "raw.container");
        var options = new NormaliseOptions
        {
            Feeds = new Dictionary<string, EventFeedOptions> { ["ecs"] = new() { Send = "all" } },
            Time = new() { EntityWait = TimeSpan.Zero },
        };
        var binding = new NormaliseBinding(
            context,
            [source],
            new TopicNames(),
            RuleRegistry.Of(Some.Plan(Some.QuietA.TrimEnd().TrimEnd('-'))),
            options,
            new EntityTable([]),
            new PipelineStatus(),
            TimeProvider.System
        );
        binding.Restored();
        var value = Encoding.UTF8.GetBytes(source == EventSource.Kernel ? Kernel : Container);
        binding.Process(new StageInput(context.Topic, context.Partition, 7, key, value, 0, IsAppendTime: true, headers));
        return
        [
            .. context.Sent.Select(s =>
                $"{s.Topic} {Convert.ToBase64String(s.Value ?? [])} {string.Join(',', s.Headers.OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}={h.Value}"))}"
            ),
        ];
    }
}
