using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Streams.Connectors.Sinks.Formats;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Schemas;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;

namespace Streams.EndToEnd.Tests.Schemas;

/// <summary>
/// A client that does what Kafka Connect's AvroConverter does, with Debian's python3-avro as its decoder, reads records of a former version and of this one from one topic:
/// the writer's schema by its id, its version by POST, and everything in the newest schema.
/// </summary>
public sealed class RegistryClientTests
{
    private const string Client = """
        import sys, json, io, urllib.request, avro.schema, avro.io
        base, subject = sys.argv[1], sys.argv[2]
        def ask(path, body=None):
            data = json.dumps(body).encode() if body is not None else None
            request = urllib.request.Request(base + path, data, {"Content-Type": "application/vnd.schemaregistry.v1+json"})
            return json.load(urllib.request.urlopen(request))
        newest = avro.schema.parse(ask("/subjects/%s/versions/latest" % subject)["schema"])
        known = {}
        for line in open(sys.argv[3]):
            body = bytes.fromhex(line.strip())
            assert body[0] == 0
            number = int.from_bytes(body[1:5], "big")
            if number not in known:
                text = ask("/schemas/ids/%d" % number)["schema"]
                found = ask("/subjects/" + subject, {"schema": text})
                assert found["id"] == number, found
                known[number] = (avro.schema.parse(text), found["version"])
            schema, version = known[number]
            source = io.BytesIO(body[5:])
            value = avro.io.DatumReader(schema, newest).read(avro.io.BinaryDecoder(source))
            assert source.read() == b"", "bytes left over"
            print(json.dumps({"version": version, "id": value["id"]}))
        """;

    [Fact]
    public async Task Alerts_of_a_former_version_and_of_this_one_in_one_topic_are_read_in_the_newest_schema()
    {
        if (SharedTools.Run("/usr/bin/python3", "-c", "import avro.io").Code != 0)
        {
            Assert.Skip("python3-avro is not installed (apt-get install python3-avro)");
        }

        await using var registry = await ServeAsync();
        byte[][] former = [.. Former()];
        byte[][] own = [.. SampleAlerts.All.Select(a => AlertCodec.Encode(a.Alert, new AvroWriter()))];
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, former.Concat(own).Select(Convert.ToHexStringLower));
            var (code, output) = SharedTools.Run("/usr/bin/python3", "-W", "ignore", "-c", Client, registry.Urls.First(), "alerts-value", file);

            Assert.True(code == 0, output);
            var read = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
            Assert.NotEmpty(former);
            Assert.Equal(former.Concat(own).Select(r => AlertCodec.Decode(r)!.Id), read.Select(r => r.GetProperty("id").GetString())); // they are alerts
            Assert.True(read[0].GetProperty("version").GetInt32() < read[^1].GetProperty("version").GetInt32());
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The records of <c>alerts</c> in the copies of former versions.</summary>
    private static IEnumerable<byte[]> Former()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "former"), "*.gz", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(Path.GetDirectoryName(file)) != "alerts")
            {
                continue;
            }

            using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (text.ReadLine() is { } line)
            {
                using var record = JsonDocument.Parse(line);
                yield return record.RootElement.GetProperty("v").GetBytesFromBase64();
            }
        }
    }

    private static async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        new SchemaEndpoints(new SchemaCatalog(static name => name)).Map(application);
        await application.StartAsync();
        return application;
    }
}
