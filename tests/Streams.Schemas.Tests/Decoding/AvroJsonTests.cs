using System.Text;
using System.Text.Json.Nodes;
using Avro;
using Avro.Generic;
using Avro.IO;
using Streams.Schemas.Decoding;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Text;
using Field = Streams.Schemas.Events.Field;

namespace Streams.Schemas.Tests.Decoding;

public sealed class AvroJsonTests
{
    private const int Most = 1 << 20;
    private const string Everything = """
        {"type": "record", "name": "Everything", "fields": [
          {"name": "text", "type": "string"},
          {"name": "none", "type": ["null", "string"]},
          {"name": "some", "type": ["null", "string"]},
          {"name": "number", "type": "int"},
          {"name": "time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
          {"name": "truth", "type": "boolean"},
          {"name": "part", "type": "double"},
          {"name": "small", "type": "float"},
          {"name": "raw", "type": "bytes"},
          {"name": "binary", "type": {"type": "fixed", "name": "Two", "size": 2}},
          {"name": "level", "type": {"type": "enum", "name": "Level", "symbols": ["LOW", "HIGH"]}},
          {"name": "labels", "type": {"type": "map", "values": "string"}},
          {"name": "list", "type": {"type": "array", "items": {"type": "record", "name": "Inner", "fields": [{"name": "n", "type": "long"}]}}}
        ]}
        """;

    [Fact]
    public void Every_type_becomes_the_json_that_it_means()
    {
        var schema = (RecordSchema)Schema.Parse(Everything);
        var bytes = Encoded(schema, Filled(schema));
        var into = new ByteBuffer();

        Assert.Null(AvroJson.Write(schema, bytes, into, Most));

        var expected = JsonNode.Parse(
            """
            {"text": "a \"b\" ü", "none": null, "some": "x", "number": -7, "time": 1796012095000, "truth": true, "part": 0.5, "small": 1.5, "raw": "line", "binary": "/wA=",
             "level": "HIGH", "labels": {"app": "web"}, "list": [{"n": 1}, {"n": 9223372036854775807}]}
            """
        );
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(into.Span)), Encoding.UTF8.GetString(into.Span));
    }

    [Fact]
    public void No_cut_and_no_further_byte_is_taken_for_a_record()
    {
        var schema = (RecordSchema)Schema.Parse(Everything);
        var bytes = Encoded(schema, Filled(schema));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal(DeadReason.Malformed, AvroJson.Write(schema, bytes.AsSpan(0, length), new ByteBuffer(), Most));
        }

        Assert.Equal(DeadReason.Malformed, AvroJson.Write(schema, [.. bytes, 0], new ByteBuffer(), Most));
    }

    [Fact]
    public void Items_that_cost_no_bytes_are_bounded_by_what_is_written()
    {
        var schema = Schema.Parse("""{"type": "array", "items": "null"}""");
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0xc0, 0x9a, 0x0c], 100).SelectMany(b => b), 0]; // a hundred blocks of 100,000 nothings

        Assert.Equal(DeadReason.TooLong, AvroJson.Write(schema, bytes, new ByteBuffer(), Most));
    }

    [Fact]
    public void A_schema_that_holds_itself_goes_no_deeper_than_the_limit()
    {
        var schema = Schema.Parse("""{"type": "record", "name": "Node", "fields": [{"name": "next", "type": ["null", "Node"]}]}""");
        var bytes = Enumerable.Repeat((byte)2, 100_000).Append((byte)0).ToArray();

        Assert.Equal(DeadReason.Malformed, AvroJson.Write(schema, bytes, new ByteBuffer(), Most));
    }

    [Fact]
    public void A_shippers_record_in_avro_is_the_event_that_its_json_is()
    {
        var schema = (RecordSchema)
            Schema.Parse(
                """
                {"type": "record", "name": "Line", "fields": [{"name": "log", "type": "string"}, {"name": "stream", "type": "string"}, {"name": "time", "type": "string"},
                 {"name": "kubernetes", "type": {"type": "record", "name": "Pod", "fields": [{"name": "pod_name", "type": "string"}, {"name": "namespace_name", "type": "string"}]}}]}
                """
            );
        var pod = new GenericRecord((RecordSchema)schema["kubernetes"].Schema);
        pod.Add("pod_name", "web-1");
        pod.Add("namespace_name", "shop");
        var line = new GenericRecord(schema);
        line.Add("log", "hello");
        line.Add("stream", "stderr");
        line.Add("time", "2026-11-30T10:00:00Z");
        line.Add("kubernetes", pod);

        var parsed = Parsed([0, 0, 0, 0, 9, .. Encoded(schema, line)], new OneSchema(9, schema));

        Assert.Equal(("web-1", "shop", "stderr"), (parsed.String(Field.PodName), parsed.String(Field.Namespace), parsed.String(Field.Stream)));
    }

    [Fact]
    public void Json_behind_a_schema_that_is_not_avro_is_still_json()
    {
        var parsed = Parsed(
            [0, 0, 0, 0, 8, .. """{"log":"hello","stream":"stdout","time":"2026-11-30T10:00:00Z"}"""u8],
            new OneSchema(9, Schema.Parse("\"string\""))
        );

        Assert.Equal("stdout", parsed.String(Field.Stream));
    }

    private static FieldSet Parsed(byte[] value, IWriterSchemas schemas)
    {
        var sink = new Kept();
        RecordParsers
            .Create(EventSource.Container, new ParserOptions { WriterSchemas = schemas })
            .Parse(
                new RawRecord
                {
                    Value = value,
                    Key = default,
                    AppendTime = new Timestamp(1),
                },
                sink
            );
        Assert.True(sink.Fields is not null, sink.Reason);
        return sink.Fields;
    }

    private static GenericRecord Filled(RecordSchema schema)
    {
        var inner = (RecordSchema)((ArraySchema)schema["list"].Schema).ItemSchema;
        var record = new GenericRecord(schema);
        record.Add("text", "a \"b\" ü");
        record.Add("none", null);
        record.Add("some", "x");
        record.Add("number", -7);
        record.Add("time", DateTime.UnixEpoch.AddMilliseconds(1_796_012_095_000));
        record.Add("truth", true);
        record.Add("part", 0.5);
        record.Add("small", 1.5f);
        record.Add("raw", "line"u8.ToArray());
        record.Add("binary", new GenericFixed((FixedSchema)schema["binary"].Schema, [0xff, 0]));
        record.Add("level", new GenericEnum((EnumSchema)schema["level"].Schema, "HIGH"));
        record.Add("labels", new Dictionary<string, object> { ["app"] = "web" });
        record.Add("list", new[] { 1L, long.MaxValue }.Select(n => Inner(inner, n)).ToArray());
        return record;
    }

    private static object Inner(RecordSchema schema, long n)
    {
        var record = new GenericRecord(schema);
        record.Add("n", n);
        return record;
    }

    private static byte[] Encoded(RecordSchema schema, GenericRecord record)
    {
        using var stream = new MemoryStream();
        new GenericDatumWriter<GenericRecord>(schema).Write(record, new BinaryEncoder(stream));
        return stream.ToArray();
    }

    private sealed record OneSchema(int Id, Schema Schema) : IWriterSchemas
    {
        public Schema? Find(int id) => id == Id ? Schema : null;
    }

    private sealed class Kept : IParseSink
    {
        public FieldSet? Fields { get; private set; }

        public string Reason { get; private set; } = "nothing";

        public void OnEvent(ParsedEvent parsed) => Fields = parsed.Fields;

        public void OnDead(in DeadElement dead) => Reason = $"{dead.Reason}: {dead.Detail}";
    }
}
