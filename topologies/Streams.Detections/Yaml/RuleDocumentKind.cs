namespace Streams.Detections.Yaml;

internal enum RuleDocumentKind : byte
{
    Detection,
    Correlation,
    Filter,
    Placeholders,
    Override,
}
