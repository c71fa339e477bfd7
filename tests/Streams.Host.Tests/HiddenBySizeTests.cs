using System.Globalization;
using System.Text.Json.Nodes;

namespace Streams.Host.Tests;

/// <summary>A pod that takes the node is seen, however much its author puts beside it: variables without end, one long one, annotations.</summary>
public sealed class HiddenBySizeTests
{
    private static readonly Dictionary<string, Action<JsonObject>> Ways = new(StringComparer.Ordinal)
    {
        ["as it is"] = static _ => { },
        ["one variable of 600 KB"] = static pod => Variables(pod).Add(new JsonObject { ["name"] = "A", ["value"] = new string('x', 600_000) }),
        ["20,000 variables"] = static pod =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                Variables(pod).Add(new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"A{i}"), ["value"] = "" });
            }
        },
        ["20,000 annotations"] = static pod =>
        {
            var annotations = new JsonObject();
            for (var i = 0; i < 20_000; i++)
            {
                annotations[string.Create(CultureInfo.InvariantCulture, $"a{i}")] = "";
            }

            pod["metadata"]!["annotations"] = annotations;
        },
    };

    [Fact]
    public void Every_way_is_seen()
    {
        using var file = Cli.File(string.Concat(Ways.Values.Select(static (way, i) => Event(way, i) + "\n")));

        var (code, output, error) = Cli.Run(null, null, "replay", "--source", $"audit={file.Path}");

        Assert.True(code == 0, error);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"in {Ways.Count} = events {Ways.Count} "), output + error, StringComparison.Ordinal);
        var alert = output
            .Split('\n')
            .Last(l => l.Contains("\"status\":\"closed\"", StringComparison.Ordinal) && l.Contains("Pod with the node in its hands", StringComparison.Ordinal));
        Assert.Equal(Ways.Count, JsonNode.Parse(alert)!["count"]!.GetValue<int>());
    }

    private static JsonArray Variables(JsonObject pod) => pod["spec"]!["containers"]![0]!["env"]!.AsArray();

    private static string Event(Action<JsonObject> way, int number)
    {
        var pod = new JsonObject
        {
            ["kind"] = "Pod",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = "p", ["namespace"] = "shop" },
            ["spec"] = new JsonObject
            {
                ["containers"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "c",
                        ["image"] = "alpine",
                        ["env"] = new JsonArray(),
                        ["securityContext"] = new JsonObject { ["privileged"] = true },
                    }
                ),
                ["hostPID"] = true,
            },
        };
        way(pod);
        var text = pod.ToJsonString();
        return "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"RequestResponse\",\"auditID\":\"00000000-1111-2222-3333-00000000000"
            + number
            + "\",\"stage\":\"ResponseComplete\",\"requestURI\":\"/api/v1/namespaces/shop/pods\",\"verb\":\"create\","
            + "\"user\":{\"username\":\"system:serviceaccount:shop:api\",\"groups\":[\"system:serviceaccounts\"]},\"sourceIPs\":[\"10.0.0.5\"],\"userAgent\":\"kubectl\",\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"shop\",\"name\":\"p\",\"apiVersion\":\"v1\"},\"responseStatus\":{\"metadata\":{},\"code\":201},"
            + "\"requestObject\":"
            + text
            + ",\"responseObject\":"
            + text
            + ",\"requestReceivedTimestamp\":\"2026-11-23T07:49:09.138000Z\",\"stageTimestamp\":\"2026-11-23T07:49:09.138000Z\"}";
    }
}
