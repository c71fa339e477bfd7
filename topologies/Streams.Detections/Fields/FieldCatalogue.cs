using System.Collections.Frozen;
using Streams.Detections.Yaml;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Fields;

/// <summary>What <c>schemas/fields.yml</c> says: logsources, taxonomies, the keys of documents. Read once from the program itself.</summary>
internal sealed class FieldCatalogue
{
    private const string Resource = "fields.yml";
    private const string Resolved = "streams.";
    private const string Ecs = "ecs";
    private static readonly Lazy<FieldCatalogue> Shipped = new(Read);
    private readonly LogsourceRow[] _logsources;
    private readonly FrozenDictionary<(EventSource, string), Field[]> _aliases;
    private readonly (string Prefix, string Path)[] _ecs;
    private readonly FrozenDictionary<EventSource, FrozenSet<string>> _documents;
    private readonly FrozenDictionary<EventSource, string[]> _arrays;
    private readonly FrozenDictionary<(EventSource, string), FrozenSet<string>> _closed;
    private readonly FrozenDictionary<(EventSource, string), string> _conditions;
    private readonly FieldValues _values;
    private readonly FieldForms _forms;
    private readonly EventSource[] _ofCluster;

    /// <summary>The longest beginnings first.</summary>
    private readonly (string Prefix, EventSource[] Sources)[] _canonical;

    private FieldCatalogue(YamlMappingNode root)
    {
        _logsources = [.. ((YamlSequenceNode)root["logsources"]).Select(row => new LogsourceRow((YamlMappingNode)row))];
        var taxonomies = root.Map("taxonomies")!; // the file has it
        _aliases = taxonomies
            .Map("sigma")!
            .Children.SelectMany(source =>
                ((YamlMappingNode)source.Value).Children.Select(alias =>
                    ((SourceOf(source.Key()), alias.Key()), FieldsOf((YamlMappingNode)source.Value, alias.Key()))
                )
            )
            .ToFrozenDictionary(a => a.Item1, a => a.Item2);
        _ecs = [.. taxonomies.Map(Ecs)!.Children.Select(p => (p.Key(), $"{p.Value}"))];
        _documents = root.Map("documents")!
            .Children.Where(d => d.Value is YamlSequenceNode)
            .ToFrozenDictionary(d => SourceOf(d.Key()), d => ((YamlSequenceNode)d.Value).Select(k => $"{k}").ToFrozenSet(StringComparer.Ordinal));
        _arrays = root.Map("arrays")!.Children.ToFrozenDictionary(a => SourceOf(a.Key()), a => ((YamlSequenceNode)a.Value).Select(p => $"{p}.").ToArray());
        _closed = root.Map("closed")!
            .Children.SelectMany(source =>
                ((YamlMappingNode)source.Value).Children.Select(key =>
                    ((SourceOf(source.Key()), key.Key()), ((YamlSequenceNode)key.Value).Select(k => $"{k}").ToFrozenSet(StringComparer.Ordinal))
                )
            )
            .ToFrozenDictionary(c => c.Item1, c => c.Item2);
        _conditions = root.Map("conditions")!
            .Children.SelectMany(source => ((YamlMappingNode)source.Value).Children.Select(c => ((SourceOf(source.Key()), c.Key()), $"{c.Value}")))
            .ToFrozenDictionary(c => c.Item1, c => c.Item2);
        _canonical =
        [
            .. root.Map("canonical")!
                .Children.Select(row => (row.Key(), ((YamlSequenceNode)row.Value).Select(s => SourceOf($"{s}")).ToArray()))
                .OrderByDescending(row => row.Item1.Length),
        ];
        _ofCluster = [.. root.Texts("cluster").Select(SourceOf)];
        _values = new FieldValues(root.Map("values")!); // as above
        _forms = new FieldForms(root.Map("forms")!); // as above
        AuditLevels = root.Map("audit_levels")!.Children.ToFrozenDictionary(l => l.Key(), l => $"{l.Value}", StringComparer.Ordinal);
    }

    public static FieldCatalogue Instance => Shipped.Value;

    /// <summary>The taxonomies that rules may name.</summary>
    public static IReadOnlyList<string> Taxonomies { get; } = ["sigma", Ecs];

    /// <summary>The least level of the audit policy that records a key of the document.</summary>
    public FrozenDictionary<string, string> AuditLevels { get; }

    /// <summary>The logsource of a rule; one that names nothing of ours accepts nothing.</summary>
    public Logsource LogsourceOf(string? category, string? product, string? service)
    {
        string?[] names = [category, product, service];
        return new Logsource(names, Array.Find(_logsources, row => row.Fits(names)));
    }

    /// <summary>The canonical fields that a source's events have under a name of Sigma's, of which the first that an event has counts; empty where the name is none of the taxonomy.</summary>
    public IReadOnlyList<Field> AliasesOf(EventSource source, string name) => _aliases.TryGetValue((source, name), out var fields) ? fields : [];

    /// <summary>The name that a rule's taxonomy means.</summary>
    public string NameOf(string? taxonomy, string name)
    {
        if (taxonomy == Ecs)
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
        name.StartsWith(Resolved, StringComparison.Ordinal)
            ? EntityKinds.TryParse(name[Resolved.Length..], out _) && IsOf(source, name)
            : IsCanonical(source, name)
                || AliasesOf(source, name).Count > 0
                || !_documents.TryGetValue(source, out var keys)
                || IsKey(source, keys, name.Split('.', 3));

    /// <summary>Whether a source is of the cluster, and of no node.</summary>
    public bool IsOfCluster(EventSource source) => _ofCluster.Contains(source);

    /// <summary>What to write instead of a value that a field of these sources never has, as the end of a message; null: it may have it.</summary>
    public string? WrongValue(IReadOnlyList<EventSource> sources, string field, string value) => _values.Wrong(sources, field, value);

    /// <summary>The fields that every event of a source has.</summary>
    public IReadOnlyCollection<string> Always(EventSource source) => _forms.Always(source);

    /// <summary>Whether a field of a source is never a number.</summary>
    public bool IsText(EventSource source, string name) => Is(source, name, _forms.IsText, _forms.IsText);

    /// <summary>Whether an event of a source has one value of a field at most.</summary>
    public bool IsSingle(EventSource source, string name) => Is(source, name, _forms.IsSingle, _forms.IsSingle);

    /// <summary>The values of a source's field of which an event may have several at once, where it has one of all others; null: nothing is known.</summary>
    public IReadOnlySet<string>? Together(EventSource source, string name) => _forms.Together(source, name);

    /// <summary>Whether a field of a source is an object or a list of them, which has no value of its own.</summary>
    public bool IsObject(EventSource source, string name) =>
        !IsCanonical(source, name) && (_forms.IsObject(source, name) || ArrayOf(source, $"{name}.") == $"{name}.");

    /// <summary>A name below an object, as an example.</summary>
    public string FirstBelow(EventSource source, string name) =>
        _closed.TryGetValue((source, name), out var below) ? below.Order(StringComparer.Ordinal).First() : "name";

    /// <summary>What must be so for a source's events to have a field as rules mean it; null: nothing.</summary>
    public string? ConditionOf(EventSource source, string name) => _conditions.GetValueOrDefault((source, name));

    /// <summary>What a field that no event of these sources has was meant to be, as the end of a message; empty where nothing is near.</summary>
    public string Suggest(IEnumerable<EventSource> sources, string name) =>
        NearMiss.Suggest(
            name,
            [
                .. EntityKinds.All.Select(k => Resolved + k.Name()),
                .. sources.SelectMany(s =>
                    _aliases
                        .Keys.Where(k => k.Item1 == s)
                        .Select(k => k.Item2)
                        .Concat(_documents.GetValueOrDefault(s, FrozenSet<string>.Empty))
                        .Concat(_closed.Where(c => c.Key.Item1 == s).SelectMany(c => c.Value.Select(k => $"{c.Key.Item2}.{k}")))
                ),
            ]
        );

    /// <summary>The array of objects that a field of a source's documents lies in, with a dot behind it; null where it lies in none.</summary>
    public string? ArrayOf(EventSource source, string name) =>
        _arrays.TryGetValue(source, out var arrays) ? Array.Find(arrays, array => name.StartsWith(array, StringComparison.Ordinal)) : null;

    /// <summary>Whether a name is a canonical field that events of a source may have.</summary>
    public bool IsCanonical(EventSource source, string name) => Streams.Schemas.Events.Fields.TryParse(name, out _) && IsOf(source, name);

    private bool Is(EventSource source, string name, Func<string, bool> ofCanonical, Func<EventSource, string, bool> ofDocument) =>
        name.StartsWith(Resolved, StringComparison.Ordinal)
        || (
            AliasesOf(source, name) is { Count: > 0 } fields ? fields.All(field => ofCanonical(field.Name()))
            : IsCanonical(source, name) ? ofCanonical(name)
            : ofDocument(source, name)
        );

    private bool IsOf(EventSource source, string name)
    {
        var row = Array.Find(_canonical, row => name.StartsWith(row.Prefix, StringComparison.Ordinal));
        return row.Sources is null || row.Sources.Contains(source);
    }

    private bool IsKey(EventSource source, FrozenSet<string> keys, string[] path) =>
        keys.Contains(path[0]) && (path.Length == 1 || !_closed.TryGetValue((source, path[0]), out var below) || below.Contains(path[1]));

    private static FieldCatalogue Read()
    {
        var yaml = new YamlStream();
        using var stream = typeof(FieldCatalogue).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not part of the program");
        using var text = new StreamReader(stream);
        yaml.Load(text);
        return new FieldCatalogue((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    internal static EventSource SourceOf(string name) =>
        EventSources.TryParse(name, out var source) ? source : throw new InvalidDataException($"{Resource}: {name} is no source");

    private static Field[] FieldsOf(YamlMappingNode aliases, string name) => [.. aliases.Texts(name).Select(FieldOf)];

    private static Field FieldOf(string name) =>
        Streams.Schemas.Events.Fields.TryParse(name, out var field) ? field : throw new InvalidDataException($"{Resource}: {name} is no canonical field");
}
