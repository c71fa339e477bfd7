using System.Reflection;

namespace Streams.Architecture.Tests;

/// <summary>References run one way: Redaction ← Schemas ← Detections, Models ← Topologies; Engine ← Topologies; Engine, Schemas ← Connectors; everything ← Host.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Streams.Redaction"] = [],
        ["Streams.Schemas"] = ["Streams.Redaction"],
        ["Streams.Engine"] = [],
        ["Streams.Detections"] = ["Streams.Schemas"],
        ["Streams.Models"] = ["Streams.Schemas"],
        ["Streams.Models.Training"] = ["Streams.Models", "Streams.Schemas"],
        ["Streams.Topologies"] = ["Streams.Schemas", "Streams.Redaction", "Streams.Detections", "Streams.Models", "Streams.Engine"],
        ["Streams.Connectors.*"] = ["Streams.Engine", "Streams.Schemas", "Streams.Redaction"],
    };

    public static TheoryData<string> All => [.. Projects.References.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void A_project_refers_only_to_what_stands_before_it(string project)
    {
        if (project == "Streams.Host")
        {
            return;
        }

        var allowed = Allowed.GetValueOrDefault(Row(project));

        Assert.True(allowed is not null, $"{project} has no row here: say what it may refer to");
        Assert.Empty(Projects.References[project].Except(allowed));
        Assert.Empty(Compiled(project).Where(n => n.StartsWith("Streams.", StringComparison.Ordinal) || n == "streams").Except(allowed));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_project_refers_to_nothing_it_does_not_use(string project) => Assert.Empty(Projects.References[project].Except(Compiled(project)));

    [Theory]
    [MemberData(nameof(All))]
    public void Only_the_engine_and_its_neighbours_know_kafka(string project)
    {
        var knows = Compiled(project).Any(n => n is "Confluent.Kafka" or "Streamiz.Kafka.Net");

        Assert.True(
            !knows || project is "Streams.Engine" or "Streams.Connectors.Kafka" or "Streams.Topologies" or "Streams.Host",
            $"{project} refers to Kafka's client"
        );
    }

    [Fact]
    public void The_service_scores_without_what_trains()
    {
        string[] service = ["Streams.Redaction", "Streams.Schemas", "Streams.Models", "Streams.Detections", "Streams.Topologies", "Streams.Engine"];

        Assert.DoesNotContain(service, p =>
            Compiled(p).Any(n => n.StartsWith("Microsoft.ML", StringComparison.Ordinal) || n.StartsWith("Parquet", StringComparison.Ordinal))
        );
    }

    private static IEnumerable<string> Compiled(string project) => Assembly.Load(Projects.Assembly(project)).GetReferencedAssemblies().Select(a => a.Name!); // an assembly has a name

    private static string Row(string project) => project.StartsWith("Streams.Connectors.", StringComparison.Ordinal) ? "Streams.Connectors.*" : project;
}
