namespace Streams.Detections.Matching;

/// <summary>An object or array that the extractor is within.</summary>
/// <param name="Node">The keys that matter in this object; null where none does.</param>
/// <param name="Edge">The key that this array stands under.</param>
/// <param name="Way">The keys that led here, as the lengths of their names in segments, in unary.</param>
/// <param name="Object">The number of this object, never used twice.</param>
/// <param name="IsArray">Whether it is an array.</param>
internal readonly record struct JsonFrame(PathNode? Node, PathEdge? Edge, ulong Way, long Object, bool IsArray);
