using System.CommandLine;
using System.Globalization;
using Streams.Detections.Rules;
using Streams.Host.Rules;
using Streams.Host.Rules.Backtests;
using Streams.Schemas.Alerts;
using Streams.Topologies.Rules;

namespace Streams.Host.Commands;

/// <summary><c>streams rules diff OLD NEW</c>: which rules differ, and with a recording which alerts do.</summary>
internal static class RuleDiffCommand
{
    public static Command Create()
    {
        var old = new Argument<string>("OLD")
        {
            Description = "The rules that are in force: files and directories, parted by commas; builtin: the shipped ones.",
        };
        var @new = new Argument<string>("NEW") { Description = "The rules to be." };
        var options = new ReplayOptions("--replay");
        var failOnChange = new Option<bool>("--fail-on-change") { Description = "Exit 1 where an alert comes, goes or changes." };
        var command = new Command("diff", "Says which rules differ, and with --replay which alerts of a recording come, go or change.")
        {
            old,
            @new,
            failOnChange,
        };
        options.AddRecordingTo(command);
        command.SetAction(parsed =>
            Run(RuleLibrary.Load(parsed.GetValue(old)), RuleLibrary.Load(parsed.GetValue(@new)), options, parsed, parsed.GetValue(failOnChange))
        );
        return command;
    }

    private static int Run(RulePlan old, RulePlan @new, ReplayOptions options, ParseResult parsed, bool failOnChange)
    {
        WriteRules(old, @new);
        if (!options.HasFiles(parsed))
        {
            return ExitCode.Ok;
        }

        var files = options.Files(parsed);
        var (before, after) = (Backtest.Run(old, files, options.Pipeline(parsed)), Backtest.Run(@new, files, options.Pipeline(parsed)));
        var (was, now) = (before.Alerts.ToDictionary(a => a.Id, StringComparer.Ordinal), after.Alerts.ToDictionary(a => a.Id, StringComparer.Ordinal));
        var (gone, come) = (before.Alerts.Where(a => !now.ContainsKey(a.Id)).ToArray(), after.Alerts.Where(a => !was.ContainsKey(a.Id)).ToArray());
        var changed = after
            .Alerts.Where(a => was.TryGetValue(a.Id, out var known) && (known.Level != a.Level || known.Title != a.Title || known.Count != a.Count))
            .ToArray();
        Write("-", gone);
        Write("+", come);
        foreach (var alert in changed)
        {
            var known = was[alert.Id];
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"~ {alert.Time.Format()[..19]}Z {alert.Title}: {known.Level} to {alert.Level}, {known.Count} to {alert.Count} events"
                )
            );
        }

        Console.WriteLine($"alerts: {before.Alerts.Count} before, {after.Alerts.Count} after; {gone.Length} gone, {come.Length} new, {changed.Length} changed");
        return failOnChange && gone.Length + come.Length + changed.Length > 0 ? ExitCode.Failed : ExitCode.Ok;
    }

    private static void WriteRules(RulePlan old, RulePlan @new)
    {
        var (was, now) = (ById(old), ById(@new));
        var count = 0;
        foreach (var id in was.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (was.GetValueOrDefault(id), now.GetValueOrDefault(id));
            if (before == after)
            {
                continue;
            }

            count++;
            Console.WriteLine(
                after is null ? $"- rule {before!.Title} ({id})"
                : before is null ? $"+ rule {after.Title} ({id})"
                : $"~ rule {after.Title} ({id}): {Changes(before, after)}"
            ); // it is in one of them
        }

        Console.WriteLine($"rules: {was.Count} before, {now.Count} after; {count} differ");
    }

    private static string Changes(RuleShape before, RuleShape after) =>
        string.Join(
            ", ",
            new[]
            {
                before.Title == after.Title ? null : $"title '{before.Title}'",
                before.Level == after.Level ? null : $"level {before.Level} to {after.Level}".ToLowerInvariant(),
                before.Alerts == after.Alerts ? null
                : after.Alerts ? "alerts now"
                : "alerts no more",
                before.Correlation == after.Correlation ? null : "what it joins",
                before.Detection == after.Detection ? null : "what it matches",
            }.OfType<string>()
        );

    private static Dictionary<string, RuleShape> ById(RulePlan plan)
    {
        var texts = plan.Rules.Detections.ToDictionary(d => d.Meta.Id, RuleText.Of, StringComparer.Ordinal);
        return plan
            .Rules.Correlations.Where(c => !c.IsPlain || c.Meta.Alerts)
            .Select(c => new RuleShape(c.Meta.Id, c.Meta.Title, c.Meta.Level, c.Meta.Alerts, c.ContentHash.Text, texts.GetValueOrDefault(c.Meta.Id, "")))
            .Concat(
                plan.Rules.Detections.Where(d => !plan.Rules.Correlations.Any(c => c.Meta.Id == d.Meta.Id))
                    .Select(d => new RuleShape(d.Meta.Id, d.Meta.Title, d.Meta.Level, false, "", texts[d.Meta.Id]))
            )
            .ToDictionary(s => s.Id, StringComparer.Ordinal);
    }

    private static void Write(string sign, IEnumerable<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            Console.WriteLine(
                $"{sign} {alert.Time.Format()[..19]}Z {alert.Level} {alert.Title}: {string.Join(", ", alert.Group.Select(g => $"{g.Name}={g.Value}"))}"
            );
        }
    }

    private sealed record RuleShape(string Id, string Title, Level Level, bool Alerts, string Correlation, string Detection);
}
