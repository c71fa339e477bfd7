using YamlDotNet.Core;

namespace Streams.Detections.Yaml;

/// <summary>Thrown while one rule document is compiled; caught by the loader and reported as a <see cref="RuleError"/>.</summary>
internal sealed class RuleException(Mark at, string message) : Exception(message)
{
    public Mark At { get; } = at;
}
