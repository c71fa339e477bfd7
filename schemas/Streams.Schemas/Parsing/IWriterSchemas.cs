using AvroSchema = global::Avro.Schema;

namespace Streams.Schemas.Parsing;

/// <summary>The schemas by which Avro behind Confluent's framing was written. Thread-safe.</summary>
public interface IWriterSchemas
{
    /// <summary>The Avro schema of a number; null where nobody knows it, or it is no Avro schema.</summary>
    AvroSchema? Find(int id);
}
