using System.Collections.Frozen;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Fields;

/// <summary>What <c>schemas/fields.yml</c> says: logsources, taxonomies, the keys of documents. Read once from the program itself.</summary>
internal sealed class FieldCatalogue
{
    private const string Resource = "fields.yml";
    private static readonly Lazy<FieldCatalogue> Shipped = new(Read);
    private readonly LogsourceRow[] _logsources;
    private readonly FrozenDictionary<(EventSource, string), Field> _aliases;
    private readonly (string Prefix, string Path)[] _ecs;
    private readonly FrozenDictionary<EventSource, FrozenSet<string>> _documents;
    private readonly FrozenDictionary<EventSource, string[]> _arrays;

    private FieldCatalogue(YamlMappingNode root)
    {
        _logsources = [.. ((YamlSequenceNode)root["logsources"]).Select(row => new LogsourceRow((YamlMappingNode)row))];
        var taxonomies = root.Map("taxonomies")!; // the file has it
        _aliases = taxonomies.Map("sigma")!.Children
            .SelectMany(source => ((YamlMappingNode)source.Value).Children.Select(alias => ((SourceOf(source.Key()), alias.Key()), FieldOf($"{alias.Value}"))))
            .ToFrozenDictionary(a => a.Item1, a => a.Item2);
        _ecs = [.. taxonomies.Map("ecs")!.Children.Select(p => (p.Key(), $"{p.Value}"))];
        _documents = root.Map("documents")!.Children
            .Where(d => d.Value is YamlSequenceNode)
            .ToFrozenDictionary(d => SourceOf(d.Key()), d => ((YamlSequenceNode)d.Value).Select(k => $"{k}").ToFrozenSet(StringComparer.Ordinal));
        _arrays = root.Map("arrays")!.Children.ToFrozenDictionary(a => SourceOf(a.Key()), a => ((YamlSequenceNode)a.Value).Select(p => $"{p}.").ToArray());
        AuditLevels = root.Map("audit_levels")!.Children.ToFrozenDictionary(l => l.Key(), l => $"{l.Value}", StringComparer.Ordinal);
    }

    public static FieldCatalogue Instance => Shipped.Value;

    /// <summary>The least level of the audit policy that records a key of the document.</summary>
    public FrozenDictionary<string, string> AuditLevels { get; }

    /// <summary>The logsource of a rule; one that names nothing of ours accepts nothing.</summary>
    public Logsource LogsourceOf(string? category, string? product, string? service)
    {
        string?[] names = [category, product, service];
        return new Logsource(names, Array.Find(_logsources, row => row.Fits(names)));
    }

    /// <summary>The canonical field that a source's events have under a name of Sigma's; null where the name is none of the taxonomy.</summary>
    public Field? AliasOf(EventSource source, string name) => _aliases.TryGetValue((source, name), out var field) ? field : null;

    /// <summary>The name that a rule's taxonomy means.</summary>
    public string NameOf(string? taxonomy, string name)
    {
        if (taxonomy == "ecs")
        {
            foreach (var (prefix, path) in _ecs)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                {
                    return path + name[prefix.Length..];
                }
            }
        }

        return name;
    }

    /// <summary>Whether events of a source may have a field of this name.</summary>
    public bool MayHave(EventSource source, string name) =>
        name.StartsWith("streams.", StringComparison.Ordinal)
        || Streams.Schemas.Events.Fields.TryParse(name, out _)
        || AliasOf(source, name) is not null
        || !_documents.TryGetValue(source, out var keys)
        || keys.Contains(name.Split('.', 2)[0]);

    /// <summary>The array of objects that a field of a source's documents lies in, with a dot behind it; null where it lies in none.</summary>
    public string? ArrayOf(EventSource source, string name) =>
        _arrays.TryGetValue(source, out var arrays) ? Array.Find(arrays, array => name.StartsWith(array, StringComparison.Ordinal)) : null;

    private static FieldCatalogue Read()
    {
        var yaml = new YamlStream();
        using var stream = typeof(FieldCatalogue).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not part of the program");
        using var text = new StreamReader(stream);
        yaml.Load(text);
        return new FieldCatalogue((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    private static EventSource SourceOf(string name) => EventSources.TryParse(name, out var source) ? source : throw new InvalidDataException($"{Resource}: {name} is no source");

    private static Field FieldOf(string name) => Streams.Schemas.Events.Fields.TryParse(name, out var field) ? field : throw new InvalidDataException($"{Resource}: {name} is no canonical field");
}
