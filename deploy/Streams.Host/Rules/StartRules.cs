using Streams.Detections.Rules;
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
        var path = options.Detection.Rules.Length > 0 ? options.Detection.Rules : RuleLibrary.ShippedDirectory;
        if (!Path.Exists(path))
        {
            throw new UsageException($"{path}: there is no such rule file or directory");
        }

        RuleFile[] files = [.. RuleSetLoader.FilesOf(path).Select(file => new RuleFile(file, File.ReadAllText(file)))];
        if (RuleKeeper.Compile(files, out var errors) is { } plan)
        {
            return new StartRules(plan, files, []);
        }

        return new LastGoodRules(options.State.Directory).Read() is { } kept && RuleKeeper.Compile(kept, out _) is { } last
            ? new StartRules(last, kept, errors)
            : throw RuleLibrary.Refused(path, errors);
    }
}
