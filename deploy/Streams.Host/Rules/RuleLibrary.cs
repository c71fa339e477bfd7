using Streams.Detections.Rules;
using Streams.Host.Commands;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules;

/// <summary>Finds and loads rules.</summary>
internal static class RuleLibrary
{
    /// <summary>The rules that ship with the program.</summary>
    public static string ShippedDirectory => Path.Combine(AppContext.BaseDirectory, "detections");

    /// <summary>Loads rules; those that do not load are named on standard error.</summary>
    /// <exception cref="UsageException">The path is not there, or with <paramref name="strict"/> a rule does not load.</exception>
    public static RulePlan Load(string? path, bool strict = false)
    {
        var (plan, errors) = TryLoad(path ?? ShippedDirectory);
        foreach (var error in errors)
        {
            Console.Error.WriteLine(error);
        }

        return strict && errors.Count > 0 ? throw new UsageException($"{errors.Count} rules do not load") : plan;
    }

    /// <summary>Loads rules, with every error.</summary>
    /// <exception cref="UsageException">The path is not there.</exception>
    public static (RulePlan Plan, IReadOnlyList<RuleError> Errors) TryLoad(string path)
    {
        if (!Path.Exists(path))
        {
            throw new UsageException($"{path}: there is no such rule file or directory");
        }

        var (rules, errors) = RuleSetLoader.Load(path);
        var (plan, planErrors) = RulePlan.Of(rules);
        return (plan, [.. errors, .. planErrors]);
    }
}
