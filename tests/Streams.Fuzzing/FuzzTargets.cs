using System.Text;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Kubernetes.Audit;
using Streams.Detections.Rules;
using Streams.Host.Configuration;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Schemas.Sources;
using Streams.Schemas.Tests.Fuzz;

namespace Streams.Fuzzing;

/// <summary>A row for each: the sources' parsers with all decoders, envelopes and dialects in front of them, and what else reads bytes of others.</summary>
internal static class FuzzTargets
{
    private const string Batch =
        """{"kind":"EventList","items":[{"auditID":"a","stage":"ResponseComplete","verb":"get","user":{"username":"b"},"requestObject":{"x":["y"]}}]}""";
    private const string Configuration = """
        kafka: {bootstrap: "a:1", raw: {audit: raw.audit, dns: auto}, properties: {sasl.password: x}}
        detection: {learning: 2m, lateness: {dns: 1500ms}, trustedProxies: [10.0.0.0/8]}
        http: {listen: "127.0.0.1:9464", token: "0123456789abcdef0123"}
        sinks: {file: /tmp/a, loki: {url: "http://l:3100", timeout: 1m30s}, alertmanager: {urls: ["http://a:1"]}}
        """;

    private const string Rule = """
        title: a
        id: 5b7d2c1e-93f4-4d0e-8f0f-7c1a8e6b2d22
        name: a
        logsource: {product: kubernetes, service: audit}
        detection: {sel: {verb|startswith: [get, li], requestURI|re: '^/a(b|c)+$', sourceIPs|cidr: 10.0.0.0/8}, other: {user.username|exists: true}, condition: sel and not 1 of other*}
        ---
        title: b
        correlation: {type: event_count, rules: [a], group-by: [user.username], timespan: 10s, condition: {gte: 2}}
        """;

    public static readonly IReadOnlyDictionary<string, FuzzTarget> All = new Dictionary<string, FuzzTarget>(
        EventSources.All.Select(s => KeyValuePair.Create(s.Name(), OfSource(s))),
        StringComparer.Ordinal
    )
    {
        ["rules"] = new(() => [Encoding.UTF8.GetBytes(Rule)], bytes => RuleSetLoader.LoadTexts(("rule.yml", Encoding.UTF8.GetString(bytes)))),
        ["configuration"] = new(() => [Encoding.UTF8.GetBytes(Configuration)], Configured),
        ["audit-webhook"] = new(() => [Encoding.UTF8.GetBytes(Batch)], Posted),
    };

    private static FuzzTarget OfSource(EventSource source) =>
        new(
            () => [.. Samples.Of(source).Select(Encoding.UTF8.GetBytes), .. GoldenSeeds.Of(source)],
            bytes =>
            {
                var sink = new Drop();
                var parser = new LineParser(source, new ParserOptions { TimeBase = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero) }, sink);
                parser.Line(new RawRecord { Value = bytes, AppendTime = new Timestamp(1_795_420_126_000_000_000) });
                parser.End();
                if (parser.Counts.In - parser.Counts.Fragments != sink.Calls)
                {
                    throw new InvalidOperationException($"{parser.Counts}, {sink.Calls} told");
                }
            }
        );

    private static void Configured(byte[] bytes)
    {
        var path = Path.Combine(Path.GetTempPath(), $"streams-fuzz-{Environment.ProcessId}.yaml");
        File.WriteAllBytes(path, bytes);
        ConfigurationReader.Read(path, new Dictionary<string, string>());
    }

    private static void Posted(byte[] bytes)
    {
        var webhook = new AuditWebhook((record, _) => Task.FromResult(record.Length <= 1_000_000), new AuditWebhookOptions());
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(bytes);
        webhook.ReceiveAsync(context).GetAwaiter().GetResult();
        if (context.Response.StatusCode is not (200 or 400 or 413))
        {
            throw new InvalidOperationException($"answered {context.Response.StatusCode}");
        }
    }

    private sealed class Drop : ILineSink
    {
        public long Calls { get; private set; }

        public void OnEvent(ParsedEvent parsed, long first, long last) => Calls++;

        public void OnDead(in DeadElement dead, long line) => Calls += dead.Count;
    }
}
