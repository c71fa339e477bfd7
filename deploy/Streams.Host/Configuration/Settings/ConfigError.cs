using Streams.Host.Configuration.Files;

namespace Streams.Host.Configuration.Settings;

/// <summary>What is wrong with a configuration.</summary>
/// <param name="Place">Where.</param>
/// <param name="Path">The setting's path; empty: the file itself.</param>
/// <param name="Text">What is wrong and how to mend it.</param>
internal sealed record ConfigError(Place Place, string Path, string Text)
{
    public override string ToString() => Path.Length == 0 ? $"{Place}: {Text}" : $"{Place}: {Path}: {Text}";
}
