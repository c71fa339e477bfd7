namespace Streams.Schemas.Avro;

/// <summary>
/// The ids of our schemas in the registry we serve ourselves, and in the bytes of every record.
/// Where a registry is configured its ids take their place at start.
/// </summary>
public static class SchemaIds
{
    public const int Event = 1;
    public const int Signal = 2;
    public const int Observation = 3;
    public const int Alert = 4;
    public const int Entity = 5;
    public const int FeatureVector = 6;
    public const int Watermark = 7;
}
