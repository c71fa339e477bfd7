using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>A field that a rule looks at.</summary>
/// <param name="Name">As written, modifiers and selectors left out.</param>
/// <param name="At">Where.</param>
internal readonly record struct FieldUse(string Name, Mark At);
