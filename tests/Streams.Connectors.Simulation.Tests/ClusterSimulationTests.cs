using Streams.Schemas.Events;

namespace Streams.Connectors.Simulation.Tests;

public sealed class ClusterSimulationTests
{
    private static readonly SimulationOptions Short = new()
    {
        Seed = 7,
        Nodes = 5,
        Duration = TimeSpan.FromHours(5),
    };

    [Fact]
    public void Run_same_options_same_lines() => Assert.Equal(ClusterSimulation.Run(Short), ClusterSimulation.Run(Short));

    [Fact]
    public void Run_another_seed_other_lines() =>
        Assert.NotEqual(ClusterSimulation.Run(Short).Take(1_000), ClusterSimulation.Run(Short with { Seed = 8 }).Take(1_000));

    [Fact]
    public void Run_any_options_lines_come_in_the_order_of_their_times()
    {
        var times = ClusterSimulation.Run(Short).Select(l => l.Time).ToList();

        Assert.Equal(times.Order(), times);
        Assert.All(times, t => Assert.InRange(t, Short.Start, Short.Start + Short.Duration));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(201)]
    public void Run_nodes_out_of_range_throws(int nodes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterSimulation.Run(Short with { Nodes = nodes }));

    [Fact]
    public void Run_every_source_has_lines() => Assert.Equal(EventSources.All.Order(), ClusterSimulation.Run(Short).Select(l => l.Source).Distinct().Order());
}
