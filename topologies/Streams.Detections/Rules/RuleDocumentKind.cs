namespace Streams.Detections.Rules;

internal enum RuleDocumentKind : byte
{
    Detection,
    Correlation,
    Filter,
    Placeholders,
}
