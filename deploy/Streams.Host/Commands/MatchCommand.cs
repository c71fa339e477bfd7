using System.CommandLine;
using System.Text;
using System.Text.Json;
using Streams.Detections.Matching;
using Streams.Host.Rules;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Host.Commands;

/// <summary><c>streams match</c>: JSON events in, the ids of the rules they match out.</summary>
internal static class MatchCommand
{
    public static Command Create()
    {
        var rules = new Option<string?>("--rules") { Description = "A rule file or directory; default: the shipped rules." };
        var strict = new Option<bool>("--strict") { Description = "Refuse to run where a rule does not load." };
        var failOnMatch = new Option<bool>("--fail-on-match") { Description = "Exit 1 where an event matches." };
        var file = new Argument<string>("FILE") { Description = "JSON events, one a line; - for standard input." };
        var command = new Command("match", "Matches JSON events against rules: {\"index\":0,\"rules\":[…]} a line.") { rules, strict, failOnMatch, file };
        command.SetAction(parsed => Run(parsed.GetValue(rules), parsed.GetValue(strict), parsed.GetValue(failOnMatch), parsed.GetValue(file)!)); // required
        return command;
    }

    private static int Run(string? rulesPath, bool strict, bool failOnMatch, string file)
    {
        var (plan, errors) = RuleLibrary.TryLoad(rulesPath ?? RuleLibrary.ShippedDirectory);
        foreach (var error in errors)
        {
            Console.Error.WriteLine(error);
        }

        if (strict && errors.Count > 0)
        {
            return ExitCode.Failed;
        }

        if (file != "-" && !File.Exists(file))
        {
            throw new UsageException($"{file}: there is no such file");
        }

        using var input = file == "-" ? Console.In : new StreamReader(file);
        using var view = new EventView(plan.Rules.Slots);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        var (parsed, entities, matches, keys) = (new ParsedEvent(), new EntitySet(), new List<int>(), new List<string>());
        var (index, any) = (0, false);
        while (input.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            matches.Clear();
            keys.Clear();
            var failure = Match(line, parsed, entities, view, plan.Rules.Matcher, matches);
            keys.AddRange(matches.Select(m => plan.Rules.Detections[m].Meta.Id));
            keys.Sort(StringComparer.Ordinal);
            any |= keys.Count > 0;
            output.WriteLine(failure is null
                ? JsonSerializer.Serialize(new { index, rules = keys })
                : JsonSerializer.Serialize(new { index, rules = Array.Empty<string>(), error = failure }));
            index++;
        }

        return failOnMatch && any ? ExitCode.Failed : ExitCode.Ok;
    }

    private static string? Match(string line, ParsedEvent parsed, EntitySet entities, EventView view, RuleMatcher matcher, List<int> matches)
    {
        var bytes = JsonRepair.Clean(Encoding.UTF8.GetBytes(line));
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return "not a JSON object";
            }
        }
        catch (JsonException e)
        {
            return e.Message;
        }

        parsed.Reset(EventSource.Container);
        (parsed.Document, parsed.IsJson) = (bytes, true);
        view.Set(parsed, entities);
        matcher.MatchAnySource(view, matches);
        return null;
    }
}
