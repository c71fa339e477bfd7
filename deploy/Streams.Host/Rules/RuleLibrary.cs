using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules;

/// <summary>Finds and loads rules.</summary>
internal static class RuleLibrary
{
    /// <summary>The rules that ship with the program.</summary>
    public static string ShippedDirectory => RuleSources.ShippedDirectory;

    /// <summary>Loads rules. One error refuses them all: without the rule that has it the others would mean something else.</summary>
    /// <param name="path">The names of their sources; null or empty: what ships with the program.</param>
    /// <exception cref="UsageException">The path is not there, or a rule does not load; every error is named on standard error.</exception>
    public static RulePlan Load(string? path)
    {
        var sources = RuleSources.Of(path);
        var (plan, errors) = TryLoad(sources);
        return errors.Count == 0 ? plan : throw Refused(sources.Text, errors);
    }

    /// <summary>Names every error, for what cannot go on with any.</summary>
    public static UsageException Refused(string path, IReadOnlyList<RuleError> errors)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine(error);
        }

        return new UsageException($"{path}: {errors.Count} {(errors.Count == 1 ? "error" : "errors")}, the rules are refused as a whole");
    }

    /// <summary>Loads rules, with every error.</summary>
    /// <exception cref="UsageException">The path is not there, or holds no rule.</exception>
    public static (RulePlan Plan, IReadOnlyList<RuleError> Errors) TryLoad(RuleSources sources)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(sources.Filled().Read().Select(f => (f.Path, f.Text)));
        var (plan, planErrors) = RulePlan.Of(rules);
        return (plan, [.. errors, .. planErrors]);
    }

    /// <summary>Loads rules, with every error and what does not fit Sigma's schemas.</summary>
    /// <exception cref="UsageException">The path is not there, or holds no rule.</exception>
    public static (RulePlan Plan, IReadOnlyList<RuleError> Errors, IReadOnlyList<RuleError> Style) TryCheck(RuleSources sources)
    {
        var (rules, errors, style) = RuleSetLoader.CheckTexts(sources.Filled().Read().Select(f => (f.Path, f.Text)));
        var (plan, planErrors) = RulePlan.Of(rules);
        return (plan, [.. errors, .. planErrors], style);
    }
}
