using System.Text.Json;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Rules;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Topologies.Offline;

namespace Streams.EndToEnd.Tests.Schemas;

/// <summary>Debian's python3-avro, a program we did not write, reads what we write, with the schemas we ship. It warns of <c>timestamp-nanos</c>, which it reads as a long.</summary>
public sealed class AvroByOthersTests
{
    private const string Reader = """
        import sys, json, io, avro.schema, avro.io
        schema = avro.schema.parse(open(sys.argv[1]).read())
        for line in open(sys.argv[2]):
            body = bytes.fromhex(line.strip())
            assert body[0] == 0
            source = io.BytesIO(body[5:])
            value = avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(source))
            assert source.read() == b"", "bytes left over"
            print(json.dumps(value))
        """;

    [Fact]
    public void Events_are_read_by_python()
    {
        var results = Replayed(6_000);
        var read = Read("event", results.Events.Select(e => EventCodec.Encode(e, new AvroWriter())));

        Assert.Equal(results.Events.Count, read.Count);
        foreach (var (e, json) in results.Events.Zip(read))
        {
            Assert.Equal(e.Id, json.GetProperty("id").GetString());
            Assert.Equal(e.Time.Nanoseconds, json.GetProperty("time").GetInt64());
            Assert.Equal(e.Provenance.Position, json.GetProperty("provenance").GetProperty("position").GetInt64());
            Assert.Equal(e.Rules, json.GetProperty("rules").EnumerateArray().Select(r => r.GetString() ?? ""));
            Assert.Equal(e.Summary, json.GetProperty("summary").GetString());
            Assert.Equal(e.Source.Name(), json.GetProperty("source_name").GetString());
            Assert.Equal(e.Type.Name(), json.GetProperty("type_name").GetString());
            Assert.Equal(e.TimeSource.Name(), json.GetProperty("time_source_name").GetString());
        }
    }

    [Fact]
    public void Alerts_are_read_by_python()
    {
        var results = Replayed(int.MaxValue);
        var read = Read("alert", results.Alerts.Select(a => AlertCodec.Encode(a, new AvroWriter())));

        Assert.NotEmpty(read);
        foreach (var (alert, json) in results.Alerts.Zip(read))
        {
            Assert.Equal(alert.Id, json.GetProperty("id").GetString());
            Assert.Equal(alert.Evidence.Count, json.GetProperty("evidence").GetArrayLength());
            Assert.Equal(alert.LastSeen.Nanoseconds, json.GetProperty("last_seen").GetInt64());
            Assert.Equal(alert.Status.Name(), json.GetProperty("status_name").GetString());
            Assert.Equal(alert.Sources.Select(s => s.Name()), json.GetProperty("source_names").EnumerateArray().Select(s => s.GetString() ?? ""));
            Assert.Equal(
                alert.Evidence.Select(e => e.Source.Name()),
                json.GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("source_name").GetString() ?? "")
            );
            var why = json.GetProperty("explanation");
            Assert.Equal(alert.Explanation?.Counterfactual, why.ValueKind == JsonValueKind.Null ? null : why.GetProperty("counterfactual").GetString());
        }

        Assert.Contains(results.Alerts, a => a.Explanation is not null);
    }

    private static List<JsonElement> Read(string schema, IEnumerable<byte[]> records)
    {
        if (SharedTools.Run("/usr/bin/python3", "-c", "import avro.io").Code != 0)
        {
            Assert.Skip("python3-avro is not installed (apt-get install python3-avro)");
        }

        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, records.Select(Convert.ToHexStringLower));
            var (code, output) = SharedTools.Run(
                "/usr/bin/python3",
                "-W",
                "ignore",
                "-c",
                Reader,
                Path.Combine(AppContext.BaseDirectory, "schemas", $"{schema}.avsc"),
                file
            );
            Assert.True(code == 0, output);
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Collected Replayed(int lines)
    {
        var results = new Collected();
        var pipeline = new OfflinePipeline(Shipped.Rules, new PipelineOptions(), EventSources.All, ModelLibrary.Load(), results);
        foreach (var line in Recordings.Lines("S1").Take(lines))
        {
            pipeline.Process(
                line.Source,
                new RawRecord { Value = line.Value, AppendTime = line.AppendTime },
                new Provenance(line.File, -1, line.Line, line.Line)
            );
        }

        pipeline.Complete();
        return results;
    }

    private sealed class Collected : IOfflineResults
    {
        public List<Event> Events { get; } = [];

        public List<Alert> Alerts { get; } = [];

        public void Alert(Alert alert) => Alerts.Add(alert);

        public void Event(Event e) => Events.Add(e);
    }
}
