using System.Security.Cryptography;
using System.Text;
using Streams.Detections.Conditions;
using Streams.Detections.Fields;
using Streams.Detections.Matching;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

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
    private readonly List<(RuleMap Root, RuleMeta Meta)> _correlations = [];
    private readonly List<RuleDocument> _read = [];
    private readonly List<RuleError> _errors = [];
    private readonly RuleOverrides _overrides = new();
    private readonly ValueLists _lists = new();
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);

    private RuleSetLoader() { }

    /// <summary>Loads every <c>.yml</c> and <c>.yaml</c> under the paths (tests beside rules left out), and the lists of values that they name.</summary>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors) Load(params IEnumerable<string> paths) =>
        LoadTexts(paths.SelectMany(InputsOf).Select(file => (file, File.ReadAllText(file))));

    /// <summary>The rule files under a path, and beside them the lists of values that they name.</summary>
    public static IEnumerable<string> InputsOf(string path)
    {
        string[] files = [.. FilesOf(path)];
        return
        [
            .. files,
            .. files
                .SelectMany(file => ValueLists.NamesIn(file, File.ReadAllText(file)))
                .Where(File.Exists)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Loads rules from texts, each with the name that errors shall give it; a name that is no rule file's is a list of values.</summary>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors) LoadTexts(params IEnumerable<(string Name, string Text)> files)
    {
        var (rules, errors, _) = Load(files);
        return (rules, errors);
    }

    /// <summary>The same, with what of them does not fit Sigma's schemas.</summary>
    public static (RuleSet Rules, IReadOnlyList<RuleError> Errors, IReadOnlyList<RuleError> Style) CheckTexts(
        params IEnumerable<(string Name, string Text)> files
    )
    {
        var (rules, errors, loader) = Load(files);
        return (rules, errors, [.. RuleSchema.Check(loader._documents)]);
    }

    private static (RuleSet Rules, IReadOnlyList<RuleError> Errors, RuleSetLoader Loader) Load(IEnumerable<(string Name, string Text)> files)
    {
        var loader = new RuleSetLoader();
        var hashes = new List<string>();
        foreach (var (hash, documents, errorsOfFile, list) in files.AsParallel().AsOrdered().Select(file => Read(file.Name, file.Text)))
        {
            hashes.Add(hash);
            loader._documents.AddRange(documents);
            loader._errors.AddRange(errorsOfFile);
            if (list is var (name, text))
            {
                loader._lists.Add(name, text);
            }
        }

        var (rules, errors) = loader.Build(VersionOf(hashes));
        return (rules, errors, loader);
    }

    /// <summary>What of a file needs no other; a list is kept as it is.</summary>
    private static (string Hash, IReadOnlyList<RuleDocument> Documents, IReadOnlyList<RuleError> Errors, (string Name, string Text)? List) Read(
        string name,
        string text
    )
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (name.EndsWith(ValueLists.Extension, StringComparison.Ordinal))
        {
            return (hash, [], [], (name, text));
        }

        var errors = new List<RuleError>();
        return (hash, RuleDocument.Read(name, text, errors), errors, null);
    }

    /// <summary>The rule files under a path, in a fixed order. Hidden folders are passed over: a mounted ConfigMap holds every file a second time under <c>..data</c>.</summary>
    public static IEnumerable<string> FilesOf(string path) =>
        File.Exists(path)
            ? [path]
            : Directory
                .EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(IsRuleFile)
                .Where(f => !f.EndsWith(".tests.yml", StringComparison.Ordinal))
                .Where(f => !Path.GetRelativePath(path, f).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
                .Order(StringComparer.Ordinal);

    private static bool IsRuleFile(string name) => name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal);

    private static string VersionOf(IEnumerable<string> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes.Order(StringComparer.Ordinal)))).AsSpan(0, 6));

    private (RuleSet, IReadOnlyList<RuleError>) Build(string version)
    {
        ForEach(RuleDocumentKind.Placeholders, d => _placeholders.Add(d.Root.Map("placeholders")!.All(), d.File, _lists)); // its kind says so
        ForEach(RuleDocumentKind.Override, _overrides.Add);
        ForEach(RuleDocumentKind.Detection, AddDetection);
        ForEach(RuleDocumentKind.Filter, AddFilter);
        ForEach(RuleDocumentKind.Correlation, d => _correlations.Add((d.Root, _overrides.Of(Meta(d), isCorrelation: true))));
        var known = _detections
            .Select(d => d.Meta)
            .Concat(_correlations.Select(c => c.Meta))
            .SelectMany(m => (string[])[m.Id, m.Name])
            .Where(n => n.Length > 0);
        _errors.AddRange(_overrides.Errors(known));
        _errors.AddRange(ContradictionCheck.Refused(_detections, _slots));
        _errors.AddRange(ContradictionCheck.Refused(_filters, _detections, _slots));
        DetectionRule[] detections = [.. _detections.Select(rule => rule.With([.. _filters.Where(f => f.AppliesTo(rule))]))];
        var compiler = new CorrelationCompiler(detections, _slots);
        foreach (var (root, meta) in _correlations)
        {
            compiler.Declare(root, meta);
        }

        var correlations = compiler.Compile(_errors);
        FiltersOfCorrelations(correlations);
        _errors.AddRange(AlertTerms.Check(detections, correlations, _read));
        UnreadKeys(compiler);
        IReadOnlyList<RuleError> warnings = [.. _placeholders.Unused, .. TagCheck.Of(_read)];
        return (new RuleSet(detections, correlations, _filters, warnings, _slots, version), _errors);
    }

    /// <summary>A filter is ANDed into the condition of a detection; a correlation has none, and would go on as if there were no filter.</summary>
    private void FiltersOfCorrelations(IReadOnlyList<CorrelationRule> correlations)
    {
        foreach (var filter in _filters)
        {
            foreach (
                var rule in correlations.Where(c =>
                    !c.IsPlain && (filter.Rules.Contains(c.Meta.Id) || (c.Meta.Name.Length > 0 && filter.Rules.Contains(c.Meta.Name)))
                )
            )
            {
                _errors.Add(
                    new RuleError(
                        filter.Meta.File,
                        filter.Meta.Line,
                        1,
                        $"'{rule.Meta.Title}' is a correlation: a filter is for detections, so name those that it reads"
                    )
                );
            }
        }
    }

    /// <summary>What nobody read of a rule that compiles is misspelt, or on the wrong level: the rule would mean something else than it says.</summary>
    private void UnreadKeys(CorrelationCompiler compiler)
    {
        foreach (var document in _read.Where(d => !compiler.HasFailed(d.Root)))
        {
            foreach (var (at, message) in document.Root.Unread("", KnownKeys.Elsewhere, KnownKeys.Synonyms, KnownKeys.IsOpen))
            {
                _errors.Add(new RuleError(document.File, at.Line, at.Column, message));
            }
        }
    }

    private void ForEach(RuleDocumentKind kind, Action<RuleDocument> add)
    {
        foreach (var document in _documents.Where(d => d.Kind == kind))
        {
            try
            {
                DocumentCheck.Check(document);
                add(document);
                _read.Add(document);
            }
            catch (RuleException e)
            {
                _errors.Add(new RuleError(document.File, e.At.Line, e.At.Column, e.Message));
            }
        }
    }

    private RuleMeta Meta(RuleDocument document)
    {
        var meta = RuleMetaReader.Read(document);
        return _ids.Add(meta.Id) ? meta : throw new RuleException((document.Root.Find("id") ?? document.Node).Start, $"the id {meta.Id} is used twice");
    }

    private void AddDetection(RuleDocument document)
    {
        var root = document.Root;
        var meta = _overrides.Of(Meta(document), isCorrelation: false);
        var detection = root.Map("detection") ?? throw NoBody(root);
        var compiler = new DetectionCompiler(_slots, _placeholders, document);
        var condition = compiler.Compile(detection.All(), "timeframe");
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
            throw filter.Missing("rules", "a filter needs 'rules': a list of ids or names, or any");
        }

        var compiler = new DetectionCompiler(_slots, _placeholders, document);
        var condition = compiler.Compile(filter.All(), "rules");
        if (meta.Expires is { } end)
        {
            condition = new UntilExpression(Timestamp.From(end), condition);
        }

        _filters.Add(new RuleFilter(meta, rules is ["any"] ? [] : rules, LogsourceOf(root), condition, compiler));
    }

    private static RuleException NoBody(RuleMap root)
    {
        const string Complaint = "a rule needs 'detection', 'correlation' or 'filter'";
        string[] bodies = ["detection", "correlation", "filter"];
        return bodies.Select(body => root.Missing(body, Complaint)).FirstOrDefault(e => e.Message != Complaint) ?? new RuleException(root.Start, Complaint);
    }

    private static Logsource LogsourceOf(RuleMap root)
    {
        var logsource = root.Map("logsource");
        logsource?.Know("definition");
        return FieldCatalogue.Instance.LogsourceOf(logsource?.Text("category"), logsource?.Text("product"), logsource?.Text("service"));
    }
}
