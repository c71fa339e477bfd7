using Microsoft.Extensions.Logging;
using Streams.Detections.Rules;
using Streams.Schemas.Events;
using Streams.Schemas.Rules;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Reload;

/// <summary>Keeps the process's rules: compiles what is offered aside, takes it over whole or not at all, and unloads what no event needs any more.</summary>
/// <param name="book">The rules, as the stages follow them.</param>
/// <param name="log">Where acceptance and errors are told.</param>
internal sealed class RuleKeeper(RuleBook book, ILogger log)
{
    public RuleBook Book => book;

    public RuleLoads Loads { get; } = new();

    /// <summary>The set in force by the local time.</summary>
    public RuleVersion InForce(TimeProvider time) => book.Timeline.At(time.GetUtcNow().ToUnixTimeMilliseconds() * EventTime.Millisecond);

    /// <summary>Compiles a set and takes it over from an event time on.</summary>
    /// <param name="origin">Who offers it, for a person.</param>
    /// <param name="files">The rules.</param>
    /// <param name="effectiveFrom">The first event time it judges, nanoseconds since the epoch.</param>
    /// <returns>Whether it is the newest set now.</returns>
    public bool Offer(string origin, IEnumerable<RuleFile> files, long effectiveFrom)
    {
        if (Compile(files, out var errors) is not { } plan)
        {
            Loads.Reject(errors);
            Log.Rejected(log, origin, errors.Count, errors[0].ToString());
            foreach (var error in errors.Skip(1))
            {
                Log.RuleError(log, error.ToString());
            }

            return false;
        }

        if (plan.Rules.Version != book.Timeline.Newest.Name)
        {
            book.Add(new RuleVersion(effectiveFrom, plan));
            Log.Accepted(log, plan.Rules.Version, plan.Rules.Detections.Count, plan.Roots.Count, EventTime.Format(effectiveFrom));
        }

        Loads.Accept();
        return true;
    }

    /// <summary>Compiles a set; null where any of it does not load.</summary>
    public static RulePlan? Compile(IEnumerable<RuleFile> files, out IReadOnlyList<RuleError> errors)
    {
        var (rules, ruleErrors) = RuleSetLoader.LoadTexts(files.Select(f => (f.Path, f.Text)));
        var (plan, planErrors) = RulePlan.Of(rules);
        errors = [.. ruleErrors, .. planErrors];
        return errors.Count == 0 ? plan : null;
    }
}
