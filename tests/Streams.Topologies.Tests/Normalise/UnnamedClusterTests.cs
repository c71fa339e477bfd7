using System.Text;
using Streams.Models.Scoring;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.Normalise;
using Streams.Topologies.Offline;

namespace Streams.Topologies.Tests.Normalise;

/// <summary>What rules that group by the cluster see; it is given no name by default (<c>detection.cluster</c>).</summary>
public sealed class UnnamedClusterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("east")]
    public void A_cluster_is_one_group_and_is_known_from_its_first_event_named_or_not(string cluster)
    {
        var results = new Opened();
        var pipeline = new OfflinePipeline(
            Some.Plan(
                """
                title: Log-in
                id: login
                name: login
                logsource: {product: linux, service: sshd}
                detection: {x: {event.action: session_opened}, condition: x}
                streams: {alert: false}
                ---
                title: New to the cluster
                id: new
                correlation: {type: streams.first_seen, rules: [login], group-by: [streams.cluster], field: user.name, learning: 5m}
                level: low
                ---
                title: Two in a minute
                id: two
                correlation: {type: event_count, rules: [login], group-by: [streams.cluster], timespan: 1m, condition: {gte: 2}}
                level: low
                """
            ),
            new PipelineOptions { Normalise = new NormaliseOptions { Cluster = cluster } },
            [EventSource.Journal],
            new Dictionary<string, INameScorer>(),
            results
        );

        Send(pipeline, 0, "kernel", "eth0: link up");
        Send(pipeline, 600, "sshd", "pam_unix(sshd:session): session opened for user ada(uid=1000) by (uid=0)");
        Send(pipeline, 610, "sshd", "pam_unix(sshd:session): session opened for user ada(uid=1000) by (uid=0)");
        pipeline.Complete();

        Assert.Equal(["New to the cluster", "Two in a minute"], results.Titles.Order());
    }

    private static void Send(OfflinePipeline pipeline, int second, string program, string message)
    {
        var time = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero).AddSeconds(second);
        var line =
            $$"""{"__REALTIME_TIMESTAMP":"{{time.ToUnixTimeMilliseconds()}}000","_HOSTNAME":"n","SYSLOG_IDENTIFIER":"{{program}}","_COMM":"{{program}}","_UID":"0","MESSAGE":"{{message}}"}""";
        var record = new RawRecord { Value = Encoding.UTF8.GetBytes(line), AppendTime = Timestamp.FromMilliseconds(time.ToUnixTimeMilliseconds()) };
        pipeline.Process(EventSource.Journal, record, new Provenance("raw", 0, second, second));
    }

    private sealed class Opened : IOfflineResults
    {
        public HashSet<string> Titles { get; } = [];

        public void Alert(Alert alert) => Titles.Add(alert.Title);
    }
}
