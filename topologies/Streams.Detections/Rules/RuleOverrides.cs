using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Documents of <c>override</c>: what rules that somebody else wrote shall say of themselves here, without a copy of them. Filters are the way to change what they match.</summary>
internal sealed class RuleOverrides
{
    private readonly Dictionary<string, (string File, Mark At, Func<RuleMeta, RuleMeta> Change, Mark? Group)> _byRule = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<RuleError> _errors = [];

    /// <exception cref="RuleException">It names no rule, changes nothing, or names one that another override changes.</exception>
    public void Add(RuleDocument document)
    {
        var root = document.Root;
        root.Know("title", "id", "description", "author", "date", "status", "reason");
        var body = root.Map("override") ?? throw new RuleException(root.Find("override")!.Start, "'override' must be a map"); // its kind says so
        var names = body.Texts("rules");
        if (names.Count == 0)
        {
            throw body.Missing("rules", "an override needs 'rules': a list of ids or names");
        }

        var change = ChangeOf(body);
        var group = body.Find("group-by")?.Start;
        foreach (var (i, name) in names.Index())
        {
            var at = body.Find("rules") is YamlSequenceNode list ? list.Children[i].Start : body.Start;
            if (!_byRule.TryAdd(name, (document.File, at, change, group)))
            {
                throw new RuleException(at, $"'{name}' is overridden twice");
            }
        }
    }

    /// <summary>What a rule says of itself, with what overrides it. One that is overridden by its id and by its name, or a correlation's group that is, is an error.</summary>
    public RuleMeta Of(RuleMeta meta, bool isCorrelation)
    {
        var found = meta.Name.Length > 0 && meta.Name != meta.Id && _byRule.ContainsKey(meta.Name) ? meta.Name : meta.Id;
        if (!_byRule.TryGetValue(found, out var entry))
        {
            return meta;
        }

        _used.Add(found);
        if (found != meta.Id && _byRule.TryGetValue(meta.Id, out var again))
        {
            _used.Add(meta.Id);
            _errors.Add(new RuleError(again.File, again.At.Line, again.At.Column, $"'{found}' is overridden twice: by its id and by its name"));
        }

        if (isCorrelation && entry.Group is { } at)
        {
            _errors.Add(
                new RuleError(
                    entry.File,
                    at.Line,
                    at.Column,
                    "a correlation's 'group-by' says what it joins: write a correlation of your own over the same rules, and override this one with 'alert: false'"
                )
            );
            return meta;
        }

        return entry.Change(meta);
    }

    /// <summary>What was found while rules were overridden, and the overrides that name no rule.</summary>
    public IEnumerable<RuleError> Errors(IEnumerable<string> known) =>
        [
            .. _errors,
            .. _byRule
                .Where(r => !_used.Contains(r.Key))
                .Select(r => new RuleError(
                    r.Value.File,
                    r.Value.At.Line,
                    r.Value.At.Column,
                    $"no rule has the id or name '{r.Key}'{NearMiss.Suggest(r.Key, known)}"
                )),
        ];

    private static Func<RuleMeta, RuleMeta> ChangeOf(RuleMap body)
    {
        Level? level = body.Text("level") is null ? null : RuleMetaReader.LevelOf(body);
        var groupBy = body.Find("group-by") is not null ? RuleMetaReader.GroupOf(body) : null;
        var (suppress, max) = (RuleMetaReader.Span(body, "suppress"), RuleMetaReader.Span(body, "max"));
        var (renew, runbook, title) = (RuleMetaReader.RenewOf(body), body.Text("runbook"), body.Text("title") is { Length: > 0 } text ? text : null);
        bool? alert = body.Find("alert") is null ? null : body.Flag("alert", true);
        if (level is null && groupBy is null && suppress is null && max is null && renew is null && runbook is null && title is null && alert is null)
        {
            throw new RuleException(body.Start, "the override changes nothing: level, title, alert, group-by, suppress, max, renew, runbook");
        }

        return meta =>
            meta with
            {
                Level = level ?? meta.Level,
                GroupBy = groupBy ?? meta.GroupBy,
                Suppress = suppress ?? meta.Suppress,
                Max = max ?? meta.Max,
                Renew = renew ?? meta.Renew,
                Runbook = runbook ?? meta.Runbook,
                Title = title ?? meta.Title,
                Alerts = alert ?? meta.Alerts,
            };
    }
}
