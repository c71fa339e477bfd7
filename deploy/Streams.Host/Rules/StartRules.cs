using Streams.Detections.Yaml;
using Streams.Host.Configuration;
using Streams.Host.Rules.Reload;
using Streams.Schemas.Rules;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules;

/// <summary>The rules that the service starts with: those of its directory, and where any of them has an error the set that was good last.</summary>
/// <param name="Plan">The rules.</param>
/// <param name="Files">Their files.</param>
/// <param name="Errors">Why they are not those of the directory; empty: they are.</param>
internal sealed record StartRules(RulePlan Plan, IReadOnlyList<RuleFile> Files, IReadOnlyList<RuleError> Errors)
{
    /// <exception cref="UsageException">The path is not there, or a rule has an error and no earlier set was kept.</exception>
    public static StartRules Load(StreamsOptions options)
    {
        var sources = RuleSources.Of(options.Detection.Rules).Checked();
        var files = sources.Read();
        var plan = RuleReloader.Compile(files, out var errors);
        if (files.Length == 0)
        {
            errors = [new RuleError(sources.Text, 0, 0, RuleSources.NoRules)];
        }
        else if (plan is not null)
        {
            return new StartRules(plan, files, []);
        }

        return new LastGoodRules(options.State.Directory).Read() is { } kept && RuleReloader.Compile(kept, out _) is { } last
            ? new StartRules(last, kept, errors)
            : throw RuleLibrary.Refused(sources.Text, errors);
    }
}
