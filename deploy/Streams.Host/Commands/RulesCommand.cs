using System.CommandLine;
using Streams.Host.Audit;
using Streams.Host.Rules;

namespace Streams.Host.Commands;

/// <summary><c>streams rules check|test|list|audit-policy</c>.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var path = new Argument<string?>("PATH") { Description = "A rule file or directory; default: the shipped rules.", Arity = ArgumentArity.ZeroOrOne };
        var check = new Command("check", "Loads the rules and reports every error with its place.") { path };
        check.SetAction(parsed => Check(parsed.GetValue(path) ?? RuleLibrary.ShippedDirectory));
        var test = new Command("test", "Runs the tests beside the rules.") { path };
        test.SetAction(parsed => Test(parsed.GetValue(path) ?? RuleLibrary.ShippedDirectory));
        var list = new Command("list", "Lists the rules.") { path };
        list.SetAction(parsed => List(parsed.GetValue(path) ?? RuleLibrary.ShippedDirectory));
        var policy = new Command("audit-policy", "Writes the API server's audit policy that the rules need, with the reasons.") { path };
        policy.SetAction(parsed => WritePolicy(parsed.GetValue(path)));
        return new Command("rules", "Checks, tests and lists rules.") { check, test, list, policy };
    }

    private static int WritePolicy(string? path)
    {
        Console.Write(AuditPolicyWriter.Write(RuleLibrary.Load(path).Rules));
        return ExitCode.Ok;
    }

    private static int Check(string path)
    {
        var (plan, errors) = RuleLibrary.TryLoad(path);
        var problems = errors.Concat(RuleLint.Check(plan.Rules)).ToArray();
        foreach (var problem in problems)
        {
            Console.WriteLine(problem);
        }

        Console.WriteLine($"{plan.Rules.Detections.Count} detections, {plan.Roots.Count} alerting rules, {problems.Length} problems");
        return problems.Length == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int Test(string path)
    {
        var (plan, errors) = RuleLibrary.TryLoad(path);
        foreach (var error in errors)
        {
            Console.WriteLine(error);
        }

        var (passed, failed) = (0, errors.Count);
        foreach (var result in RuleTests.Run(plan, path))
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
            Console.WriteLine($"{path}: no rule has tests beside it (the installed copy of the rules is without; name the directory of the sources)");
            failed++;
        }

        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int List(string path)
    {
        foreach (var rule in RuleLibrary.Load(path).Roots.Values.OrderBy(r => r.Meta.File, StringComparer.Ordinal))
        {
            Console.WriteLine($"{rule.Meta.Id}  {rule.Kind,-15} {rule.Meta.Level,-13} {rule.Meta.Title}  {string.Join(' ', rule.Meta.Attack)}");
        }

        return ExitCode.Ok;
    }
}
