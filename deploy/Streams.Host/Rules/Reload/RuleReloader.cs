using Microsoft.Extensions.Logging;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;
using Streams.Schemas.Rules;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Reload;

/// <summary>Keeps the process's rules: compiles what is offered aside, takes it over whole or not at all, and unloads what no event needs any more.</summary>
/// <param name="registry">The rules, as the stages follow them.</param>
/// <param name="log">Where acceptance and errors are told.</param>
/// <param name="lastGood">Keeps what is accepted for the next start; null: nowhere.</param>
internal sealed class RuleReloader(RuleRegistry registry, ILogger log, LastGoodRules? lastGood = null)
{
    private const int MostWarnings = 20;

    public RuleRegistry Registry => registry;

    public RuleLoads Loads { get; } = new();

    /// <summary>The set in force by the local time.</summary>
    public RuleVersion InForce(TimeProvider time) => registry.Timeline.At(Timestamp.Now(time));

    /// <summary>Compiles a set and takes it over from an event time on.</summary>
    /// <param name="origin">Who offers it, for a person.</param>
    /// <param name="files">The rules.</param>
    /// <param name="effectiveFrom">The first event time it judges.</param>
    /// <returns>Whether it is the newest set now.</returns>
    public bool Offer(string origin, IReadOnlyList<RuleFile> files, Timestamp effectiveFrom)
    {
        if (Compile(files, out var errors) is not { } plan)
        {
            Reject(origin, errors);
            return false;
        }

        if (plan.Rules.Version != registry.Timeline.Newest.Name)
        {
            registry.Add(new RuleVersion(effectiveFrom, plan));
            Log.Accepted(log, plan.Rules.Version, plan.Rules.Detections.Count, plan.Roots.Count, effectiveFrom.Format());
            Warn(plan);
        }

        Loads.Accept();
        Keep(files);
        return true;
    }

    /// <summary>A set is refused before it is looked at: who offers it may not.</summary>
    public void Refuse(string origin, string fault) => Reject(origin, [new RuleError(origin, 0, 0, fault)]);

    /// <summary>The service has started: with the rules that are there, which are kept, or without them, which is told.</summary>
    public void StartedWith(StartRules start)
    {
        if (start.Errors.Count > 0)
        {
            Reject("the start", start.Errors);
            return;
        }

        Warn(start.Plan);
        Keep(start.Files);
    }

    /// <summary>Compiles a set; null where any of it does not load.</summary>
    public static RulePlan? Compile(IEnumerable<RuleFile> files, out IReadOnlyList<RuleError> errors)
    {
        var (rules, ruleErrors) = RuleSetLoader.LoadTexts(files.Select(f => (f.Path, f.Text)));
        var (plan, planErrors) = ruleErrors.Count == 0 ? RulePlan.Of(rules) : (null, []);
        errors = [.. ruleErrors, .. planErrors];
        return errors.Count == 0 ? plan : null;
    }

    /// <summary>What loads and will not do what it says is no reason to refuse a set, and told where it is taken.</summary>
    private void Warn(RulePlan plan)
    {
        var warnings = RuleCheck.Of(plan.Rules);
        foreach (var warning in warnings.Take(MostWarnings))
        {
            Log.RuleWarning(log, warning.ToString());
        }

        if (warnings.Count > MostWarnings)
        {
            Log.MoreWarnings(log, warnings.Count - MostWarnings);
        }
    }

    private void Reject(string origin, IReadOnlyList<RuleError> errors)
    {
        Loads.Reject(errors);
        Log.Rejected(log, origin, errors.Count, errors[0].ToString());
        foreach (var error in errors.Skip(1))
        {
            Log.RuleError(log, error.ToString());
        }
    }

    private void Keep(IReadOnlyList<RuleFile> files)
    {
        try
        {
            lastGood?.Keep(files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(log, e.Message);
        }
    }
}
