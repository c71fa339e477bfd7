using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>
/// Loads rules from directories and files and compiles them together. Every error of every file is reported;
/// rules that do not load are left out, and what refers to them as well.
/// </summary>
public sealed class RuleSetLoader
{
    private readonly FieldSlots _slots = new();
    private readonly DetectionCompiler _compiler;
    private readonly List<DetectionRule> _detections = [];
    private readonly List<(YamlMappingNode Root, RuleMeta Meta)> _correlations = [];
    private readonly List<RuleError> _errors = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private RuleSetLoader() => _compiler = new DetectionCompiler(_slots);

    /// <summary>Loads every <c>.yml</c> and <c>.yaml</c> under the paths (tests beside rules left out).</summary>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors) Load(params IEnumerable<string> paths)
    {
        var loader = new RuleSetLoader();
        foreach (var path in paths)
        {
            foreach (var file in FilesOf(path))
            {
                loader.Add(file, File.ReadAllText(file));
            }
        }

        return loader.Build();
    }

    /// <summary>Loads rules from texts, each with the name that errors shall give it.</summary>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors) LoadTexts(params IEnumerable<(string Name, string Text)> files)
    {
        var loader = new RuleSetLoader();
        foreach (var (name, text) in files)
        {
            loader.Add(name, text);
        }

        return loader.Build();
    }

    /// <summary>The rule files under a path, in a fixed order.</summary>
    public static IEnumerable<string> FilesOf(string path) =>
        File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(f => f.EndsWith(".yml", StringComparison.Ordinal) || f.EndsWith(".yaml", StringComparison.Ordinal))
                .Where(f => !f.EndsWith(".tests.yml", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal);

    private void Add(string file, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            _errors.Add(new RuleError(file, e.Start.Line, e.Start.Column, e.Message));
            return;
        }

        for (var i = 0; i < stream.Documents.Count; i++)
        {
            var node = stream.Documents[i].RootNode;
            try
            {
                AddDocument(file, i, node);
            }
            catch (RuleException e)
            {
                _errors.Add(new RuleError(file, e.At.Line, e.At.Column, e.Message));
            }
        }
    }

    private void AddDocument(string file, int index, YamlNode node)
    {
        if (node is not YamlMappingNode root)
        {
            throw new RuleException(node.Start, "a rule must be a map");
        }

        var isCorrelation = root.Find("correlation") is not null;
        var meta = RuleMetaReader.Read(root, file, index, isCorrelation);
        if (!_ids.Add(meta.Id))
        {
            throw new RuleException(root.Start, $"the id {meta.Id} is used twice");
        }

        if (isCorrelation)
        {
            _correlations.Add((root, meta));
            return;
        }

        var detection = root.Map("detection") ?? throw new RuleException(root.Start, "a rule needs 'detection' or 'correlation'");
        var logsource = root.Map("logsource");
        var condition = _compiler.Compile(detection);
        var namesStage = _compiler.FieldNames.Contains("stage");
        _detections.Add(new DetectionRule(meta, Logsources.Of(logsource?.Text("category"), logsource?.Text("product"), logsource?.Text("service")), condition, namesStage));
    }

    private (RuleSet, IReadOnlyList<RuleError>) Build()
    {
        var compiler = new CorrelationCompiler(_detections, _slots);
        foreach (var (root, meta) in _correlations)
        {
            compiler.Declare(root, meta);
        }

        var correlations = compiler.Compile(_errors);
        return (new RuleSet(_detections, correlations, _slots), _errors);
    }
}
