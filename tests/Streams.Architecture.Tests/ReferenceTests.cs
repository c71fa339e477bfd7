using System.Reflection;

namespace Streams.Architecture.Tests;

/// <summary>References run one way: Schemas ← Detections, Models ← Topologies; Engine ← Topologies; Engine, Schemas ← Connectors; everything ← Host.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Streams.Schemas"] = [],
        ["Streams.Engine"] = [],
        ["Streams.Detections"] = ["Streams.Schemas"],
        ["Streams.Models"] = ["Streams.Schemas"],
        ["Streams.Models.Training"] = ["Streams.Schemas", "Streams.Models"],
        ["Streams.Topologies"] = ["Streams.Schemas", "Streams.Detections", "Streams.Models", "Streams.Engine"],
        ["Streams.Connectors.Kafka"] = ["Streams.Engine", "Streams.Schemas"],
        ["Streams.Connectors.Alertmanager"] = ["Streams.Schemas"],
        ["Streams.Connectors.Loki"] = ["Streams.Engine", "Streams.Schemas"],
        ["Streams.Connectors.Files"] = ["Streams.Engine", "Streams.Schemas"],
        ["Streams.Connectors.Kubernetes"] = ["Streams.Engine", "Streams.Schemas"],
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_project_refers_only_to_what_stands_before_it(string name)
    {
        var references = Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Streams.", StringComparison.Ordinal) || n == "streams"); // an assembly has a name

        Assert.Empty(references.Except(Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Only_training_knows_ml_net_and_parquet(string name)
    {
        var learners = Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Microsoft.ML", StringComparison.Ordinal) || n == "Parquet"); // an assembly has a name

        Assert.True(name == "Streams.Models.Training" || !learners.Any(), $"{name} refers to ML.NET or Parquet");
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Only_the_engine_and_connectors_know_kafka(string name)
    {
        var knows = Assembly.Load(name).GetReferencedAssemblies().Any(a => a.Name is "Confluent.Kafka" or "Streamiz.Kafka.Net");

        Assert.True(!knows || name is "Streams.Engine" or "Streams.Connectors.Kafka" or "Streams.Topologies", $"{name} refers to Kafka's client");
    }
}
