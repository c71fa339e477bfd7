using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Yaml;

/// <summary>A map of a rule file that remembers which keys were asked for: what is there and was not is no key of ours, and mostly a misspelt one. One thread.</summary>
internal sealed class RuleMap(YamlMappingNode node)
{
    private const int MaxName = 80;

    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleMap> _maps = new(StringComparer.Ordinal);

    public YamlMappingNode Node => node;

    public Mark Start => node.Start;

    public YamlNode? Find(string key)
    {
        _asked.Add(key);
        return node.Find(key);
    }

    public string? Text(string key)
    {
        _asked.Add(key);
        return node.Text(key);
    }

    public RuleMap? Map(string key)
    {
        _asked.Add(key);
        if (_maps.TryGetValue(key, out var known))
        {
            return known;
        }

        if (node.Map(key) is not { } map)
        {
            return null;
        }

        _maps.Add(key, known = new RuleMap(map));
        return known;
    }

    public IReadOnlyList<string> Texts(string key)
    {
        _asked.Add(key);
        return node.Texts(key);
    }

    public bool Flag(string key, bool otherwise)
    {
        _asked.Add(key);
        return node.Flag(key, otherwise);
    }

    public TimeSpan? Duration(string key)
    {
        _asked.Add(key);
        return node.Duration(key);
    }

    /// <summary>All of its content, whatever its keys are called.</summary>
    public YamlMappingNode All()
    {
        _asked.UnionWith(Keys());
        return node;
    }

    /// <summary>Keys that are known, but nothing that decides a match.</summary>
    public void Know(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            _asked.Add(key);
        }
    }

    /// <summary>The error for a key that must be there: at the one that was meant, where there is one.</summary>
    public RuleException Missing(string key, string complaint)
    {
        foreach (var (child, _) in node.Children)
        {
            if (child is YamlScalarNode { Value: { } name } && !_asked.Contains(name) && NearMiss.Of(name, [key]) is not null)
            {
                return new RuleException(child.Start, $"{complaint}; '{Short(name)}' is none: did you mean '{key}'?");
            }
        }

        return new RuleException(node.Start, complaint);
    }

    /// <summary>The keys that nobody asked for, of the maps within as well.</summary>
    /// <param name="name">The map, for a person; empty: the rule itself.</param>
    /// <param name="elsewhere">Keys that stand in other maps, with those maps: on the wrong level they do nothing.</param>
    /// <param name="isOpen">Whether others may add keys of their own: then only what is nearly a known one is an error.</param>
    /// <param name="synonyms">What others call keys of ours.</param>
    public IEnumerable<(Mark At, string Message)> Unread(
        string name,
        IReadOnlyDictionary<string, string> elsewhere,
        IReadOnlyDictionary<string, string> synonyms,
        Func<string, bool> isOpen
    )
    {
        foreach (var (child, _) in node.Children)
        {
            if (child is not YamlScalarNode { Value: { } key } || _asked.Contains(key))
            {
                continue;
            }

            var where = name.Length == 0 ? "a rule" : $"'{name}'";
            if (NearMiss.Of(key, _asked) is { } meant)
            {
                yield return (child.Start, $"{where} has no '{Short(key)}'; did you mean '{meant}'?");
            }
            else if (synonyms.TryGetValue(key, out var ours) && _asked.Contains(ours) && node.Find(ours) is null)
            {
                yield return (child.Start, $"{where} has no '{Short(key)}': it is called '{ours}'");
            }
            else if (
                (elsewhere.GetValueOrDefault(key) ?? (NearMiss.Of(key, elsewhere.Keys) is { } near ? elsewhere[near] : null)) is { } other
                && other != name
            )
            {
                yield return (child.Start, $"{where} has no '{Short(key)}': it stands below '{other}'");
            }
            else if (!isOpen(name))
            {
                yield return (child.Start, $"{where} has no '{Short(key)}': {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
            }
        }

        foreach (var unread in _maps.SelectMany(m => m.Value.Unread(m.Key, elsewhere, synonyms, isOpen)))
        {
            yield return unread;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => node.ToString();

    private IEnumerable<string> Keys() => node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    private static string Short(string key) => key.Length <= MaxName ? key : key[..MaxName];
}
