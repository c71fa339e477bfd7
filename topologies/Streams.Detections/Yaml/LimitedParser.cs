using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Streams.Detections.Yaml;

/// <summary>Reads a text's events, and refuses it at the first that is beyond a limit: its depth, or its size once every alias is written out.</summary>
internal sealed class LimitedParser(string text) : IParser
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 500_000;
    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<AnchorName, int> _sizes = [];
    private readonly Stack<(AnchorName Anchor, int Before)> _open = new();
    private int _nodes;

    public ParsingEvent? Current => _parser.Current;

    /// <exception cref="YamlException">The text is no YAML, or beyond a limit.</exception>
    public bool MoveNext()
    {
        try
        {
            if (!_parser.MoveNext())
            {
                return false;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException or IndexOutOfRangeException)
        {
            // The library's own slips over broken text, such as a bracket that is never closed.
            throw Broken(_parser.Current);
        }

        Add(_parser.Current!); // MoveNext said so
        return true;
    }

    /// <summary>What is told of text that is broken somewhere behind an event.</summary>
    public static YamlException Broken(ParsingEvent? last)
    {
        var at = last?.End ?? Mark.Empty;
        return new YamlException(at, at, "the text is no YAML from about here on: look for a bracket or a quote that is not closed");
    }

    private void Add(ParsingEvent current)
    {
        _nodes += current is AnchorAlias alias ? SizeOf(alias) : 1;
        if (_nodes > MaxNodes || _open.Count > MaxDepth)
        {
            throw new YamlException(
                current.Start,
                current.End,
                _nodes > MaxNodes ? $"more than {MaxNodes} nodes once aliases are written out" : $"nested deeper than {MaxDepth}"
            );
        }

        switch (current)
        {
            case DocumentStart:
                _sizes.Clear();
                break;
            case Scalar { Anchor.IsEmpty: false } scalar:
                _sizes[scalar.Anchor] = 1;
                break;
            case MappingStart or SequenceStart:
                _open.Push((((NodeEvent)current).Anchor, _nodes));
                break;
            case MappingEnd or SequenceEnd:
                var (anchor, before) = _open.Pop();
                if (!anchor.IsEmpty)
                {
                    _sizes[anchor] = _nodes - before;
                }

                break;
            default:
                break;
        }
    }

    private int SizeOf(AnchorAlias alias) =>
        _sizes.TryGetValue(alias.Value, out var size) ? size : throw new YamlException(alias.Start, alias.End, $"nothing before it is named &{alias.Value}");
}
