using System.CommandLine;
using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Host.Alerts;
using Streams.Host.Commands.Alerts;
using Streams.Host.Configuration;
using Streams.Host.Rules;
using Streams.Host.Rules.Explaining;
using Streams.Schemas.Json;

namespace Streams.Host.Commands;

/// <summary><c>streams rules explain RULE [EVENT]</c>: why a detection matches a JSON event, or does not; with lines of sources the same for detections and correlations.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var rules = new Option<string?>("--rules") { Description = "The rule file or directory that RULE is one of; default: the shipped rules." };
        var rule = new Argument<string>("RULE") { Description = "A rule's id, name or title; a rule file; with --source an alert's id as well." };
        var e = new Argument<string?>("EVENT")
        {
            Description = "A JSON object, @FILE with one, or - for standard input; left out where --source names lines.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var config = new Option<string?>("--config")
        {
            Description = "The configuration of the service that made the alert RULE: its rules are taken, and its topic is read where --alerts names no file.",
        };
        var alerts = new Option<string?>("--alerts") { Description = "A file of alerts as JSON lines that RULE is the id of one of." };
        var lines = new ReplayOptions();
        var command = new Command(
            "explain",
            "Says which selections of a detection hold for an event, which do not, and what the event has instead; of a correlation what it was given of lines, and what was missing."
        )
        {
            rules,
            rule,
            e,
            config,
            alerts,
        };
        lines.AddRecordingTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var (path, name) = (parsed.GetValue(rules), parsed.GetValue(rule)!); // required
                var service = parsed.GetValue(config) is { } file ? ConfigurationReader.Read(file) : null;
                var rows =
                    parsed.GetValue(alerts) is { } told ? AlertRows.OfFile(told)
                    : service is not null ? AlertRows.OfTopic(service.Kafka, cancel)
                    : null;
                return rows is not null ? RunAlertAsync(path ?? service?.Detection.Rules, name, rows, cancel)
                    : lines.HasFiles(parsed) ? Task.FromResult(RunLines(path, name, lines, parsed))
                    : parsed.GetValue(e) is { } text ? Task.FromResult(Run(path, name, text))
                    : throw new UsageException(
                        "name an event, or lines of a source: --source KIND=FILE; of an alert that the service made its topic, --config FILE, or a file of alerts, --alerts FILE"
                    );
            }
        );
        return command;
    }

    /// <summary>An alert that is there already, in its last state.</summary>
    private static async Task<int> RunAlertAsync(string? path, string id, IAsyncEnumerable<AlertRow> rows, CancellationToken cancel)
    {
        var found = new Dictionary<string, AlertRow>(StringComparer.Ordinal);
        await foreach (var row in rows.WithCancellation(cancel).ConfigureAwait(false))
        {
            if (row.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase))
            {
                found[row.Id] = row;
            }
        }

        new AlertExplanation(RuleLibrary.Load(path), Console.Out).Write(
            found.Count == 1
                ? found.Values.First()
                : throw new UsageException(
                    found.Count == 0 ? $"{id}: no alert has an id that begins so" : $"{id}: {found.Count} alerts have an id that begins so"
                )
        );
        return ExitCode.Ok;
    }

    private static int RunLines(string? path, string name, ReplayOptions lines, ParseResult parsed)
    {
        var plan = RuleLibrary.Load(path ?? (File.Exists(name) ? name : null));
        var found = plan.Rules.Correlations.Where(c => IsNamed(c.Meta, name)).ToArray();
        var silent = plan.Rules.Detections.Where(d => IsNamed(d.Meta, name) && !Array.Exists(found, c => c.Meta.Id == d.Meta.Id)).ToArray();
        var trace = CorrelationTrace.Of(plan, lines.Files(parsed), lines.Pipeline(parsed));
        var explanation = new CorrelationExplanation(trace, plan, Console.Out);
        if (found.Length + silent.Length == 0)
        {
            var alert = trace.Alerts.FirstOrDefault(a => a.Id == name)
                ?? throw new UsageException($"{name}: no rule has this id, name, title or file, and no alert of these lines has this id");
            explanation.Write(plan.Rules.Correlations.First(c => c.Meta.Id == alert.RuleId), alert.Id);
        }

        foreach (var correlation in found)
        {
            explanation.Write(correlation);
        }

        foreach (var detection in silent)
        {
            Console.WriteLine(
                $"{detection.Meta.Title} ({detection.Meta.Id}): {trace.Events.Count(e => e.Rules.Contains(detection.Meta.Id))} of {trace.Events.Count} events match; it makes no alert of its own"
            );
        }

        if (trace.DeadLines > 0)
        {
            Console.WriteLine($"{trace.DeadLines} lines could not be read: streams sources identify FILE says why");
        }

        return ExitCode.Ok;
    }

    private static bool IsNamed(RuleMeta meta, string name) => meta.Id == name || meta.Name == name || meta.Title == name || meta.File == name;

    private static int Run(string? path, string name, string text)
    {
        var set = RuleLibrary.Load(path ?? (File.Exists(name) ? name : null)).Rules;
        DetectionRule[] found = [.. set.Detections.Where(d => IsNamed(d.Meta, name))];
        if (found.Length == 0)
        {
            throw new UsageException(
                set.Correlations.Any(c => IsNamed(c.Meta, name))
                    ? $"{name} is a correlation: give it lines of its sources, --source KIND=FILE"
                    : $"{name}: no detection has this id, name, title or file"
            );
        }

        var json =
            text == "-" ? Console.In.ReadToEnd()
            : text.StartsWith('@') ? File.ReadAllText(text[1..])
            : text;
        var view = new EventView(set.Slots);
        if (view.TrySet(JsonRepair.Clean(Encoding.UTF8.GetBytes(json))) is { } error)
        {
            throw new UsageException($"the event: {error}");
        }

        foreach (var detection in found)
        {
            Write(detection, RuleExplanation.Of(detection, view));
        }

        return ExitCode.Ok;
    }

    private static void Write(DetectionRule rule, RuleExplanation explanation)
    {
        Console.WriteLine($"{(explanation.IsMatch ? "matches" : "does not match")}: {rule.Meta.Title} ({rule.Meta.Id})");
        foreach (var (selection, holds) in explanation.Selections)
        {
            Console.WriteLine($"  {(holds ? "yes" : "no "), -4} {selection}");
            foreach (var item in explanation.Items.Where(i => i.Selection == selection))
            {
                var has =
                    item.Found.Count > 0 ? string.Join(", ", item.Found)
                    : item.IsPresent ? "a value without text"
                    : "nothing";
                Console.WriteLine($"       {(item.Holds ? "yes" : "no "), -4} {item.Key}: {item.Wanted}{(item.Holds ? "" : $"   (the event has {has})")}");
            }
        }

        foreach (var (filter, holds) in explanation.Filters)
        {
            Console.WriteLine($"  {(holds ? "yes" : "no "), -4} filter: {filter}");
        }
    }
}
