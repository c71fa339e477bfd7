using System.Text;
using Streams.Engine.Hosting;

namespace Streams.Engine;

/// <summary>What runs, for people.</summary>
/// <param name="Text">Plain text: per stage its application id, inputs with store and changelog, outputs.</param>
/// <param name="Mermaid">The same as a Mermaid flow chart.</param>
public sealed record TopologyDescription(string Text, string Mermaid)
{
    internal static TopologyDescription Of(EngineOptions options, IReadOnlyList<StageDescriptor> stages)
    {
        var text = new StringBuilder();
        var chart = new StringBuilder("flowchart LR\n");
        foreach (var stage in stages)
        {
            text.Append(stage.Name)
                .Append("  (application ")
                .Append(StageNames.Application(options, stage))
                .Append(", instances ")
                .Append(stage.Instances)
                .Append(", commit ")
                .Append(stage.CommitInterval.TotalMilliseconds)
                .Append(" ms)\n");
            chart.Append("  ").Append(Id(stage.Name)).Append("([").Append(stage.Name).Append("])\n");
            foreach (var input in stage.Inputs)
            {
                text.Append("  reads   ")
                    .Append(input)
                    .Append("  (store ")
                    .Append(StageNames.Store(stage, input))
                    .Append(", changelog ")
                    .Append(StageNames.Changelog(options, stage, input))
                    .Append(")\n");
                chart.Append("  ").Append(Id("t." + input)).Append("[/").Append(input).Append("/] --> ").Append(Id(stage.Name)).Append('\n');
            }

            foreach (var output in stage.Outputs)
            {
                text.Append("  writes  ").Append(output).Append('\n');
                chart.Append("  ").Append(Id(stage.Name)).Append(" --> ").Append(Id("t." + output)).Append("[/").Append(output).Append("/]\n");
            }
        }

        return new TopologyDescription(text.ToString(), chart.ToString());
    }

    private static string Id(string name) => "n_" + name.Replace('.', '_').Replace('-', '_');
}
