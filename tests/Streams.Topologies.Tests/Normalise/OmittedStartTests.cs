using System.Text;
using Streams.Models.Scoring;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.Offline;

namespace Streams.Topologies.Tests.Normalise;

/// <summary>Requests that go on - exec, watch - are events when they begin; or when they end, where the audit policy leaves out their beginning (<c>omitStages: [ResponseStarted]</c>).</summary>
public sealed class OmittedStartTests
{
    private const int Day = 86_400;

    [Theory]
    [InlineData("exec", 101)]
    [InlineData("attach", 101)]
    [InlineData("portforward", 101)]
    [InlineData("", 200)] // a watch
    public void A_request_is_one_event_whether_or_not_its_beginning_is_logged(string subresource, int code)
    {
        Assert.Equal(1, Alerts((0, "ResponseComplete", subresource, code)));
        Assert.Equal(1, Alerts((0, "ResponseStarted", subresource, code), (90, "ResponseComplete", subresource, code)));
    }

    [Fact]
    public void An_end_counts_for_nothing_while_beginnings_are_logged_and_again_a_day_after_the_last()
    {
        Assert.Equal(1, Alerts((0, "ResponseStarted", "", 200), (3600, "ResponseComplete", "exec", 101)));
        Assert.Equal(2, Alerts((0, "ResponseStarted", "", 200), (Day, "ResponseComplete", "exec", 101)));
        Assert.Equal(2, Alerts((0, "ResponseStarted", "", 200), (Day - 1, "ResponseStarted", "exec", 101), (Day, "ResponseComplete", "exec", 101)));
    }

    [Fact]
    public void A_refused_request_ends_once() => Assert.Equal(1, Alerts((0, "ResponseComplete", "exec", 403)));

    private static int Alerts(params (int Second, string Stage, string Subresource, int Code)[] events)
    {
        var results = new Opened();
        var pipeline = new OfflinePipeline(
            Some.Plan(
                """
                title: Request
                id: request
                logsource: {product: kubernetes, service: audit}
                detection: {x: {objectRef.resource: pods}, condition: x}
                level: low
                streams: {group-by: [url.path], suppress: 1s}
                """
            ),
            new PipelineOptions(),
            [EventSource.Audit],
            new Dictionary<string, INameScorer>(),
            results
        );
        foreach (var (second, stage, subresource, code) in events)
        {
            var time = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero).AddSeconds(second);
            var verb = subresource.Length > 0 ? "create" : "watch";
            var line =
                $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a-{{second}}","stage":"{{stage}}","requestURI":"/api/v1/namespaces/shop/pods/web/{{subresource}}?{{second}}","verb":"{{verb}}","user":{"username":"ada"},"sourceIPs":["10.0.0.1"],"objectRef":{"resource":"pods","namespace":"shop","name":"web","apiVersion":"v1","subresource":"{{subresource}}"},"responseStatus":{"code":{{code}}},"requestReceivedTimestamp":"{{time:yyyy-MM-ddTHH:mm:ss}}.000000Z","stageTimestamp":"{{time:yyyy-MM-ddTHH:mm:ss}}.000000Z"}""";
            var record = new RawRecord { Value = Encoding.UTF8.GetBytes(line), AppendTime = Timestamp.FromMilliseconds(time.ToUnixTimeMilliseconds()) };
            pipeline.Process(EventSource.Audit, record, new Provenance("raw", 0, second, second));
        }

        pipeline.Complete();
        return results.Ids.Count;
    }

    private sealed class Opened : IOfflineResults
    {
        public HashSet<string> Ids { get; } = [];

        public void Alert(Alert alert) => Ids.Add(alert.Id);
    }
}
