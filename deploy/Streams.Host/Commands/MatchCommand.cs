using System.CommandLine;
using Streams.Host.Matching;
using Streams.Host.Rules;
using Streams.Schemas.Parsing;

namespace Streams.Host.Commands;

/// <summary><c>streams match</c>: JSON events in, the ids of the rules they match out.</summary>
internal static class MatchCommand
{
    public static Command Create()
    {
        var rules = new Option<string?>("--rules") { Description = "A rule file or directory; default: the shipped rules." };
        var source = new Option<string?>("--source")
        {
            Description =
                "The lines are a source's, as shipped (auto: each the source's that recognises it): unwrap, parse, apply the taxonomy, and heed logsources. Without it lines are JSON and match as they stand.",
        };
        var strict = new Option<bool>("--strict") { Description = "Exit 1 where a rule does not load." };
        var failOnMatch = new Option<bool>("--fail-on-match") { Description = "Exit 1 where an event matches." };
        var stats = new Option<bool>("--stats") { Description = "What it cost, as a JSON object on standard error; loading the rules left out." };
        var file = new Argument<string>("FILE") { Description = "One event a line; - for standard input." };
        var command = new Command("match", "Matches events against detections: {\"index\":0,\"rules\":[…]} a line, in order.")
        {
            rules,
            source,
            strict,
            failOnMatch,
            stats,
            file,
        };
        command.SetAction(parsed =>
            Run(
                new Request(
                    parsed.GetValue(rules) ?? RuleLibrary.ShippedDirectory,
                    parsed.GetValue(source),
                    parsed.GetValue(file)!, // required
                    parsed.GetValue(strict),
                    parsed.GetValue(failOnMatch),
                    parsed.GetValue(stats)
                )
            )
        );
        return command;
    }

    private static int Run(Request request)
    {
        var sources =
            request.Source is null ? []
            : SourceNames.TryParse(request.Source, out var known) ? known
            : throw new UsageException($"--source {request.Source}: write one of {SourceNames.Choices}");
        if (!LineFile.Exists(request.File))
        {
            throw new UsageException($"{request.File}: there is no such file");
        }

        var (plan, errors) = RuleLibrary.TryLoad(RuleSources.Of(request.Rules));
        foreach (var error in errors.Concat(RuleLint.Warnings(plan.Rules)))
        {
            Console.Error.WriteLine(error);
        }

        using var input = LineFile.Open(request.File);
        using var output = new MatchWriter(Console.OpenStandardOutput(), plan.Rules.Detections);
        ILineMatching matching = sources.Count > 0 ? new SourceMatching(plan.Rules, sources, output) : new JsonMatching(plan.Rules, output);
        var stats = MatchStats.Begin();
        var lines = new ByteLines(input);
        while (lines.TryRead(out var line))
        {
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                matching.Process(line);
            }
        }

        if (request.Stats)
        {
            var counts = matching.Counts;
            Console.Error.WriteLine(stats.End(plan.Rules.Detections.Count, counts.Events, counts.Bytes, counts.Matches, counts.Errors));
        }

        if (
            request.Source is { } shipped
            && MostlyDead.Report(matching.Counts.Errors, matching.Counts.Events, shipped, matching.FirstError) is not ExitCode.Ok and var mostlyDead
        )
        {
            return mostlyDead;
        }

        return (request.Strict && errors.Count > 0) || (request.FailOnMatch && matching.Counts.Matches > 0) ? ExitCode.Failed : ExitCode.Ok;
    }

    private sealed record Request(string Rules, string? Source, string File, bool Strict, bool FailOnMatch, bool Stats);
}
