using System.CommandLine;
using System.Text.Json;
using Streams.Detections.Yaml;
using Streams.Host.Audit;
using Streams.Host.Rules;
using Streams.Host.Rules.Backtests;
using Streams.Host.Rules.Testing;
using Streams.Topologies.Rules;

namespace Streams.Host.Commands;

/// <summary><c>streams rules check|test|diff|list|coverage|explain|audit-policy|publish</c>.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var path = new Argument<string?>("PATH")
        {
            Description = "Rule files and directories, parted by commas; builtin: the shipped ones. Default: those.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var level = new Option<string>("--audit-level") { Description = "What the audit policy records.", DefaultValueFactory = _ => "RequestResponse" };
        level.AcceptOnlyFromAmong("Metadata", "Request", "RequestResponse");
        var failOn = new Option<string>("--fail-on") { Description = "The least severity at which the exit code is 1.", DefaultValueFactory = _ => "warning" };
        failOn.AcceptOnlyFromAmong("error", "warning", "style");
        var checkJson = new Option<bool>("--json") { Description = "One JSON object a line: file, line, column, severity, message." };
        var check = new Command(
            "check",
            "Tells with its place what does not load (error), what can never match or does less than it says (warning), and what only a reader stumbles over (style)."
        )
        {
            path,
            level,
            failOn,
            checkJson,
        };
        check.SetAction(parsed =>
            Check(RuleSources.Of(parsed.GetValue(path)), parsed.GetValue(level)!, FailOn(parsed.GetValue(failOn)!), parsed.GetValue(checkJson))
        ); // they have defaults
        var junit = new Option<string?>("--junit") { Description = "Where a JUnit report goes." };
        var against = new ReplayOptions("--against");
        var verdicts = new Option<string?>("--labels")
        {
            Description = "What alerts turned out to be, a JSON object a line: {\"alert\":\"ID\",\"verdict\":\"true|false|benign\"}.",
        };
        var testJson = new Option<bool>("--json") { Description = "With --against: one JSON object a rule." };
        var test = new Command("test", "Runs the tests beside the rules; with --against says what each rule tells of a recording, and what it costs.")
        {
            path,
            junit,
            verdicts,
            testJson,
        };
        against.AddRecordingTo(test);
        test.SetAction(parsed =>
            against.HasFiles(parsed)
                ? Against(RuleLibrary.Load(parsed.GetValue(path)), against, parsed, parsed.GetValue(verdicts), parsed.GetValue(testJson))
                : Test(RuleSources.Of(parsed.GetValue(path)), parsed.GetValue(junit))
        );
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var list = new Command("list", "Lists the rules that alert.") { path, json };
        list.SetAction(parsed => List(parsed.GetValue(path), parsed.GetValue(json)));
        var coverage = new Command("coverage", "Writes the ATT&CK techniques that the rules name as a Navigator layer.") { path };
        coverage.SetAction(parsed => Coverage(parsed.GetValue(path)));
        var policy = new Command("audit-policy", "Writes the API server's audit policy that the rules need, with the reasons.") { path };
        policy.SetAction(parsed => WritePolicy(parsed.GetValue(path)));
        return new Command("rules", "Checks, tests, compares, lists, explains and publishes rules.")
        {
            check,
            test,
            list,
            coverage,
            ExplainCommand.Create(),
            RuleDiffCommand.Create(),
            policy,
            PublishCommand.Create(),
            SignCommand.Sign(),
            SignCommand.Verify(),
        };
    }

    private static int WritePolicy(string? path)
    {
        Console.Write(AuditPolicyWriter.Write(RuleLibrary.Load(path).Rules));
        return ExitCode.Ok;
    }

    private static Severity FailOn(string name) =>
        name switch
        {
            "error" => Severity.Error,
            "style" => Severity.Style,
            _ => Severity.Warning,
        };

    private static int Check(RuleSources sources, string auditLevel, Severity failOn, bool json)
    {
        var (plan, errors, style) = RuleLibrary.TryCheck(sources);
        var problems = errors
            .Concat(style)
            .Concat(RuleLint.Check(plan.Rules, auditLevel, TimeProvider.System.GetUtcNow()))
            .Distinct()
            .OrderBy(e => e.File, StringComparer.Ordinal)
            .ThenBy(e => e.Line)
            .ThenBy(e => e.Severity)
            .ToArray();
        using var output = new StreamWriter(Console.OpenStandardOutput());
        foreach (var problem in problems)
        {
            output.WriteLine(
                json
                    ? JsonSerializer.Serialize(
                        new
                        {
                            file = problem.File,
                            line = problem.Line,
                            column = problem.Column,
                            severity = problem.Severity.ToString().ToLowerInvariant(),
                            message = problem.Message,
                        }
                    )
                    : problem.ToString()
            );
        }

        output.Flush();
        var count = problems.CountBy(p => p.Severity).ToDictionary(c => c.Key, c => c.Value);
        (json ? Console.Error : Console.Out).WriteLine(
            $"{plan.Rules.Detections.Count} detections, {plan.Roots.Count} alerting rules; {count.GetValueOrDefault(Severity.Error)} errors, {count.GetValueOrDefault(Severity.Warning)} warnings, {count.GetValueOrDefault(Severity.Style)} of style"
        );
        return Array.Exists(problems, p => p.Severity <= failOn) ? ExitCode.Failed : ExitCode.Ok;
    }

    private static int Test(RuleSources sources, string? junit)
    {
        var (plan, errors) = RuleLibrary.TryLoad(sources);
        foreach (var error in errors)
        {
            Console.WriteLine(error);
        }

        if (errors.Count > 0)
        {
            Console.WriteLine($"{errors.Count} errors: the rules are refused as a whole, no test was run");
            return ExitCode.Failed;
        }

        var (passed, failed) = (0, 0);
        var results = RuleTests.Run(plan, sources).ToList();
        if (junit is not null)
        {
            JUnitReport.Write(junit, results);
        }

        foreach (var result in results)
        {
            passed += result.Failure is null ? 1 : 0;
            failed += result.Failure is null ? 0 : 1;
            if (result.Failure is not null)
            {
                Console.WriteLine($"FAILED {result.File}: {result.Name}: {result.Failure}");
            }
        }

        if (passed + failed == 0)
        {
            Console.WriteLine($"{sources.Text}: no rule has tests beside it (the installed copy of the rules is without; name the directory of the sources)");
            failed++;
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Against(RulePlan plan, ReplayOptions options, ParseResult parsed, string? verdicts, bool json)
    {
        var known = verdicts is null ? [] : AlertVerdictFile.Read(verdicts);
        var files = options.Files(parsed);
        var backtest = Backtest.Run(plan, files, options.Pipeline(parsed));
        new RuleReport(plan, backtest, known, RuleCosts.Of(plan.Rules, files, options.Parser(parsed))).Write(Console.Out, json);
        return ExitCode.Ok;
    }

    private static int Coverage(string? path)
    {
        Console.WriteLine(AttackLayer.Of(RuleLibrary.Load(path).Roots.Values));
        return ExitCode.Ok;
    }

    private static int List(string? path, bool json)
    {
        foreach (var rule in RuleLibrary.Load(path).Roots.Values.OrderBy(r => r.Meta.File, StringComparer.Ordinal))
        {
            var level = rule.Meta.Level.ToString().ToLowerInvariant();
            Console.WriteLine(
                json
                    ? JsonSerializer.Serialize(
                        new
                        {
                            id = rule.Meta.Id,
                            title = rule.Meta.Title,
                            kind = rule.Definition.Type,
                            level,
                            attack = rule.Meta.Attack,
                            file = rule.Meta.File,
                            line = rule.Meta.Line,
                            runbook = rule.Meta.Runbook,
                        }
                    )
                    : $"{rule.Meta.Id}  {rule.Definition.Type, -18} {level, -13} {rule.Meta.Title}  {string.Join(' ', rule.Meta.Attack)}"
            );
        }

        return ExitCode.Ok;
    }
}
