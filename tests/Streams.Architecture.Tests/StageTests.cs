using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Streams.Architecture.Tests;

/// <summary>Stages and event-time structures know neither the engine nor Kafka; only bindings do.</summary>
public sealed class StageTests
{
    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(
            System.Reflection.Assembly.Load("Streams.Topologies"),
            System.Reflection.Assembly.Load("Streams.Engine"),
            System.Reflection.Assembly.Load("Confluent.Kafka")
        )
        .Build();

    [Theory]
    [InlineData("Normalise")]
    [InlineData("Observe")]
    [InlineData("Correlate")]
    [InlineData("Time")]
    [InlineData("Entities")]
    [InlineData("Rules")]
    [InlineData("Offline")]
    public void A_stage_does_not_know_the_engine(string folder)
    {
        IObjectProvider<IType> stage = Types().That().ResideInNamespaceMatching($"^Streams\\.Topologies\\.{folder}(\\..*)?$").As(folder);
        IObjectProvider<IType> engine = Types()
            .That()
            .ResideInNamespaceMatching("^(Streams\\.Engine|Confluent\\.Kafka|Streams\\.Topologies\\.Binding)(\\..*)?$")
            .As("the engine, Kafka's client and the bindings");

        Types().That().Are(stage).Should().NotDependOnAny(engine).Check(Code);
    }
}
