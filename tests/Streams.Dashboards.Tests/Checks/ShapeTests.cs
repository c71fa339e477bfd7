using Streams.Dashboards.Tests.Files;
using Streams.Dashboards.Tests.Servers;

namespace Streams.Dashboards.Tests.Checks;

/// <summary>The dashboards against @grafana/schema and the grammars of LogQL and PromQL; needs Node.js, and the npm registry once.</summary>
public sealed class ShapeTests
{
    private static readonly string Node = Repository.PathOf("tests", "Streams.Dashboards.Tests", "node");

    [Fact]
    public void Every_dashboard_has_the_shape_that_Grafana_reads()
    {
        var (code, output) = Check(Repository.Files("*.json", "deploy", "grafana", "dashboards"));

        Assert.True(code == 0, output);
        Assert.Contains("5 dashboards, 0 problems", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"colorMode\": \"background\"", "\"colorMode\": \"rainbow\"", "Options/colorMode must be equal to one of the allowed values")]
    [InlineData("\"lineWidth\": 1", "\"lineWidth\": \"thick\"", "FieldConfig/lineWidth must be number")]
    [InlineData("\"schemaVersion\": 41", "\"schemaVersion\": \"41\"", "Dashboard/schemaVersion must be number")]
    [InlineData("\"type\": \"datasource\"", "\"type\": \"datasauce\"", "Dashboard/templating/list/0/type must be equal")]
    [InlineData("| status=\\\"open\\\" [$__range]", "| status= [$__range]", "cannot be parsed")]
    [InlineData("sum(streams_sink_backlog_records", "sum by sink (streams_sink_backlog_records", "cannot be parsed")]
    [InlineData("When it is red: the sink is down", "The sink is down", "does not say what to do")]
    public void A_mistake_is_found(string right, string wrong, string problem)
    {
        var file = Path.GetTempFileName();
        try
        {
            var text = Repository.Read("deploy", "grafana", "dashboards", "overview.json");
            Assert.Contains(right, text, StringComparison.Ordinal);
            File.WriteAllText(file, text.Replace(right, wrong, StringComparison.Ordinal));

            var (code, output) = Check(file);

            Assert.Equal(1, code);
            Assert.Contains(problem, output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static (int Code, string Output) Check(params string[] files)
    {
        var installed = Path.Combine(Node, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(Node, "package-lock.json")))
        {
            var (code, output) = Tool.RunOrSkip("npm", "nodejs and npm", Node, "ci", "--no-audit", "--no-fund");
            Assert.True(code == 0, output);
        }

        return Tool.RunOrSkip("node", "nodejs", Node, ["check.mjs", .. files]);
    }
}
