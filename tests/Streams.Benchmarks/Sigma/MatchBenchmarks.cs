using System.Text;
using BenchmarkDotNet.Attributes;
using Streams.Detections.Matching;
using Streams.Detections.Rules;

namespace Streams.Benchmarks.Sigma;

/// <summary>One audit event of 1 KB against many rules, none of which matches; the JSON is read within.</summary>
public class MatchBenchmarks
{
    private readonly List<int> _matches = [];
    private byte[] _event = [];
    private RuleSet _rules = RuleSet.Empty;
    private EventView _view = new(new FieldSlots());

    /// <summary>The number of rules.</summary>
    [Params(250, 1000, 3000)]
    public int Rules { get; set; }

    /// <summary>Compiles the rules.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var generator = new RuleGenerator(42);
        (_rules, _) = RuleSetLoader.LoadTexts(Enumerable.Range(0, Rules).Select(i => ($"{i}.yml", generator.Next())).ToArray());
        _view = new EventView(_rules.Slots);
        _event = Encoding.UTF8.GetBytes(
            """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"5509750f-a923-474a-9395-ba6b1bddf76d","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/pods/web-5d9c7b6f48-p9w2z/status","verb":"patch","user":{"username":"system:node:worker-a","groups":["system:nodes","system:authenticated"],"extra":{"authentication.kubernetes.io/credential-id":["JTI=0c7b5f4e-2f0d-4b6e-9b8f-0f6f5d3f7a11"]}},"sourceIPs":["172.18.0.3"],"userAgent":"kubelet/v1.36.3 (linux/amd64) kubernetes/faecb19","objectRef":{"resource":"pods","namespace":"shop","name":"web-5d9c7b6f48-p9w2z","apiVersion":"v1","subresource":"status"},"responseStatus":{"metadata":{},"code":200},"requestReceivedTimestamp":"2026-11-23T07:48:45.496013Z","stageTimestamp":"2026-11-23T07:48:45.500225Z","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":""}}"""
        );
    }

    /// <summary>Reads, extracts, looks up and evaluates.</summary>
    [Benchmark]
    public int Match()
    {
        _view.TrySet(_event);
        _matches.Clear();
        _rules.Matcher.MatchAnySource(_view, _matches);
        return _matches.Count;
    }
}
