using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Documents of <c>override</c>: what rules that somebody else wrote shall say of themselves here, without a copy of them. Filters are the way to change what they match.</summary>
internal sealed class RuleOverrides
{
    private readonly Dictionary<string, (string File, Mark At, Func<RuleMeta, bool, RuleMeta> Change)> _byRule = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

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
        foreach (var (i, name) in names.Index())
        {
            var at = body.Find("rules") is YamlSequenceNode list ? list.Children[i].Start : body.Start;
            if (!_byRule.TryAdd(name, (document.File, at, change)))
            {
                throw new RuleException(at, $"'{name}' is overridden twice");
            }
        }
    }

    /// <summary>What a rule says of itself, with what overrides it.</summary>
    /// <exception cref="RuleException">It is overridden by its id and by its name, or a correlation's group is.</exception>
    public RuleMeta Of(RuleMeta meta, bool isCorrelation)
    {
        var found = meta.Name.Length > 0 && meta.Name != meta.Id && _byRule.ContainsKey(meta.Name) ? meta.Name : meta.Id;
        if (!_byRule.TryGetValue(found, out var entry))
        {
            return meta;
        }

        _used.Add(found);
        return found != meta.Id && _byRule.ContainsKey(meta.Id) ? throw new RuleException(entry.At, $"'{found}' is overridden twice: by its id as well") : entry.Change(meta, isCorrelation);
    }

    /// <summary>Those that name no rule.</summary>
    public IEnumerable<RuleError> Unused(IEnumerable<string> known) =>
        _byRule.Where(r => !_used.Contains(r.Key)).Select(r => new RuleError(r.Value.File, r.Value.At.Line, r.Value.At.Column, $"no rule has the id or name '{r.Key}'{NearMiss.Suggest(r.Key, known)}"));

    private static Func<RuleMeta, bool, RuleMeta> ChangeOf(RuleMap body)
    {
        Level? level = body.Find("level") is null ? null : RuleMetaReader.LevelOf(body);
        var groupBy = body.Find("group-by") is { } group ? body.Texts("group-by") : null;
        var (suppress, max) = (RuleMetaReader.Span(body, "suppress"), RuleMetaReader.Span(body, "max"));
        var (renew, runbook, title) = (RuleMetaReader.RenewOf(body), body.Text("runbook"), body.Text("title"));
        bool? alert = body.Find("alert") is null ? null : body.Flag("alert", true);
        if (level is null && groupBy is null && suppress is null && max is null && renew is null && runbook is null && title is null && alert is null)
        {
            throw new RuleException(body.Start, "the override changes nothing: level, title, alert, group-by, suppress, max, renew, runbook");
        }

        var groupAt = body.Find("group-by")?.Start ?? body.Start;
        return (meta, isCorrelation) => groupBy is not null && isCorrelation
            ? throw new RuleException(groupAt, "a correlation's 'group-by' says what it joins: write a correlation of your own over the same rules, and override this one with 'alert: false'")
            : meta with
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
