using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Host.Audit;

/// <summary>An audit policy as the API server applies it: the first rule that fits decides; a request that none fits is not logged.</summary>
internal sealed class AuditPolicy
{
    private readonly PolicyRule[] _rules;
    private readonly IReadOnlyList<string> _omitStages;

    private AuditPolicy(PolicyRule[] rules, IReadOnlyList<string> omitStages) => (_rules, _omitStages) = (rules, omitStages);

    /// <summary>Reads a policy.</summary>
    /// <exception cref="InvalidDataException">It is no audit policy.</exception>
    public static AuditPolicy Parse(string text)
    {
        YamlStream yaml;
        try
        {
            yaml = YamlLimits.Load(text);
        }
        catch (YamlException e)
        {
            throw new InvalidDataException($"line {e.Start.Line}: {e.Message}", e);
        }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root || PolicyYaml.Text(root, "kind") != "Policy")
        {
            throw new InvalidDataException("not an audit policy (kind: Policy)");
        }

        return new AuditPolicy([.. PolicyYaml.Maps(root, "rules").Select(r => new PolicyRule(r))], PolicyYaml.Texts(root, "omitStages"));
    }

    /// <summary>Whether no request is told to begin, so that those that go on are judged when they end.</summary>
    public bool OmitsStarts => _omitStages.Contains("ResponseStarted");

    /// <summary>The level at which a request's stage is logged.</summary>
    public AuditLevel LevelOf(AuditRequest request, string stage)
    {
        var rule = Array.Find(_rules, r => r.Decides(request));
        return rule is null || _omitStages.Contains(stage) || rule.OmitStages.Contains(stage) ? AuditLevel.None : rule.Level;
    }
}
