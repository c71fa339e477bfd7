using System.Security.Cryptography;
using System.Text;
using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>
/// Loads rules from directories and files and compiles them together. Every error of every file is reported;
/// rules that do not load are left out, and what refers to them as well.
/// </summary>
public sealed class RuleSetLoader
{
    private readonly FieldSlots _slots = new();
    private readonly Placeholders _placeholders = new();
    private readonly List<DetectionRule> _detections = [];
    private readonly List<RuleFilter> _filters = [];
    private readonly List<RuleDocument> _documents = [];
    private readonly List<(YamlMappingNode Root, RuleMeta Meta)> _correlations = [];
    private readonly List<RuleError> _errors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private RuleSetLoader()
    {
    }

    /// <summary>Loads every <c>.yml</c> and <c>.yaml</c> under the paths (tests beside rules left out).</summary>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors) Load(params IEnumerable<string> paths) =>
        LoadTexts(paths.SelectMany(FilesOf).Select(file => (file, File.ReadAllText(file))));

    /// <summary>Loads rules from texts, each with the name that errors shall give it.</summary>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors) LoadTexts(params IEnumerable<(string Name, string Text)> files)
    {
        var loader = new RuleSetLoader();
        var texts = new List<string>();
        foreach (var (name, text) in files)
        {
            texts.Add(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
            loader._documents.AddRange(RuleDocument.Read(name, text, loader._errors));
        }

        return loader.Build(VersionOf(texts));
    }

    /// <summary>The rule files under a path, in a fixed order. Hidden folders are passed over: a mounted ConfigMap holds every file a second time under <c>..data</c>.</summary>
    public static IEnumerable<string> FilesOf(string path) =>
        File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(f => f.EndsWith(".yml", StringComparison.Ordinal) || f.EndsWith(".yaml", StringComparison.Ordinal))
                .Where(f => !f.EndsWith(".tests.yml", StringComparison.Ordinal))
                .Where(f => !Path.GetRelativePath(path, f).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
                .Order(StringComparer.Ordinal);

    private static string VersionOf(IEnumerable<string> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes.Order(StringComparer.Ordinal)))).AsSpan(0, 6));

    private (RuleSet, IReadOnlyList<RuleError>) Build(string version)
    {
        ForEach(RuleDocumentKind.Placeholders, d => _placeholders.Add(d.Root.Map("placeholders")!)); // its kind says so
        ForEach(RuleDocumentKind.Detection, AddDetection);
        ForEach(RuleDocumentKind.Filter, AddFilter);
        ForEach(RuleDocumentKind.Correlation, d => _correlations.Add((d.Root, Meta(d))));
        DetectionRule[] detections = [.. _detections.Select(rule => rule.With([.. _filters.Where(f => f.AppliesTo(rule))]))];
        var compiler = new CorrelationCompiler(detections, _slots);
        foreach (var (root, meta) in _correlations)
        {
            compiler.Declare(root, meta);
        }

        var correlations = compiler.Compile(_errors);
        return (new RuleSet(detections, correlations, _filters, _slots, version), _errors);
    }

    private void ForEach(RuleDocumentKind kind, Action<RuleDocument> add)
    {
        foreach (var document in _documents.Where(d => d.Kind == kind))
        {
            try
            {
                add(document);
            }
            catch (RuleException e)
            {
                _errors.Add(new RuleError(document.File, e.At.Line, e.At.Column, e.Message));
            }
        }
    }

    private RuleMeta Meta(RuleDocument document)
    {
        var meta = RuleMetaReader.Read(document.Root, document.File, document.Index, document.Kind == RuleDocumentKind.Correlation);
        return _ids.Add(meta.Id) ? meta : throw new RuleException((document.Root.Find("id") ?? document.Root).Start, $"the id {meta.Id} is used twice");
    }

    private void AddDetection(RuleDocument document)
    {
        var root = document.Root;
        var meta = Meta(document);
        var detection = root.Map("detection") ?? throw new RuleException(root.Start, "a rule needs 'detection', 'correlation' or 'filter'");
        var compiler = new DetectionCompiler(_slots, _placeholders, document);
        var condition = compiler.Compile(detection, "timeframe");
        _detections.Add(new DetectionRule(meta, LogsourceOf(root), condition, compiler));
    }

    private void AddFilter(RuleDocument document)
    {
        var root = document.Root;
        var meta = Meta(document);
        var filter = root.Map("filter") ?? throw new RuleException(root.Start, "'filter' must be a map");
        var rules = filter.Texts("rules");
        if (rules.Count == 0)
        {
            throw new RuleException(filter.Start, "a filter needs 'rules': a list of ids or names, or any");
        }

        var compiler = new DetectionCompiler(_slots, _placeholders, document);
        var condition = compiler.Compile(filter, "rules");
        _filters.Add(new RuleFilter(meta, rules is ["any"] ? [] : rules, LogsourceOf(root), condition, string.Join(" or ", filter.Texts("condition"))));
    }

    private static Logsource LogsourceOf(YamlMappingNode root)
    {
        var logsource = root.Map("logsource");
        return FieldCatalogue.Instance.LogsourceOf(logsource?.Text("category"), logsource?.Text("product"), logsource?.Text("service"));
    }
}
