using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Conditions;

/// <summary>What a line says of a field.</summary>
/// <param name="Modifiers">How its values are compared.</param>
/// <param name="Values">As written.</param>
internal sealed record SelectionLine(Modifiers Modifiers, IReadOnlyList<YamlScalarNode> Values);
