using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Yaml;

/// <summary>
/// Refuses a text that is no YAML, with its place, and one that would cost more than it may, by its depth, and by its size once every alias is written out.
/// </summary>
public static class YamlLimits
{
    /// <summary>Looks through a text.</summary>
    /// <exception cref="YamlException">The text is no YAML, or beyond a limit.</exception>
    public static void Check(string text) => Load(text);

    /// <summary>Reads a text's documents.</summary>
    /// <exception cref="YamlException">The text is no YAML, or beyond a limit.</exception>
    public static YamlStream Load(string text)
    {
        var (stream, parser) = (new YamlStream(), new LimitedParser(text));
        try
        {
            stream.Load(parser);
        }
        catch (ArgumentException)
        {
            // The library's own slip where broken text ends a map in the place of a value.
            throw LimitedParser.Broken(parser.Current);
        }

        return stream;
    }
}
