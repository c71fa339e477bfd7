using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>Something in a detection that loads and hardly means what its author reads in it.</summary>
/// <param name="At">Its place.</param>
/// <param name="Message">What it does, and what to write instead.</param>
internal readonly record struct Doubt(Mark At, string Message);
