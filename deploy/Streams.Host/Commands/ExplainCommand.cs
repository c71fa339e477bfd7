using System.CommandLine;
using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Host.Rules;
using Streams.Schemas.Json;

namespace Streams.Host.Commands;

/// <summary><c>streams rules explain RULE EVENT</c>: why a detection matches a JSON event, or does not.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var rules = new Option<string?>("--rules") { Description = "The rule file or directory that RULE is one of; default: the shipped rules." };
        var rule = new Argument<string>("RULE") { Description = "A detection's id, name or title; or a rule file." };
        var e = new Argument<string>("EVENT") { Description = "A JSON object, @FILE with one, or - for standard input." };
        var command = new Command("explain", "Says which selections of a detection hold for an event, which do not, and what the event has instead.") { rules, rule, e };
        command.SetAction(parsed => Run(parsed.GetValue(rules), parsed.GetValue(rule)!, parsed.GetValue(e)!)); // required
        return command;
    }

    private static int Run(string? path, string name, string text)
    {
        var set = RuleLibrary.Load(path ?? (File.Exists(name) ? name : null)).Rules;
        DetectionRule[] found = [.. set.Detections.Where(d => d.Meta.Id == name || d.Meta.Name == name || d.Meta.Title == name || d.Meta.File == name)];
        if (found.Length == 0)
        {
            throw new UsageException($"{name}: no detection has this id, name, title or file");
        }

        var json = text == "-" ? Console.In.ReadToEnd() : text.StartsWith('@') ? File.ReadAllText(text[1..]) : text;
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
            Console.WriteLine($"  {(holds ? "yes" : "no "),-4} {selection}");
            foreach (var item in explanation.Items.Where(i => i.Selection == selection))
            {
                var has = item.Found.Count > 0 ? string.Join(", ", item.Found) : item.IsPresent ? "a value without text" : "nothing";
                Console.WriteLine($"       {(item.Holds ? "yes" : "no "),-4} {item.Key}: {item.Wanted}{(item.Holds ? "" : $"   (the event has {has})")}");
            }
        }

        foreach (var (filter, holds) in explanation.Filters)
        {
            Console.WriteLine($"  {(holds ? "yes" : "no "),-4} filter: {filter}");
        }
    }
}
