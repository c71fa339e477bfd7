using YamlDotNet.RepresentationModel;

namespace Streams.Host.Audit;

/// <summary>One rule of an audit policy (audit.k8s.io/v1).</summary>
internal sealed class PolicyRule
{
    private readonly IReadOnlyList<string> _users;
    private readonly IReadOnlyList<string> _groups;
    private readonly IReadOnlyList<string> _verbs;
    private readonly IReadOnlyList<string> _namespaces;
    private readonly bool _nonResource;
    private readonly (string Group, IReadOnlyList<string> Resources, bool ByName)[] _resources;

    public PolicyRule(YamlMappingNode node)
    {
        Level = Enum.TryParse<AuditLevel>(PolicyYaml.Text(node, "level"), out var level)
            ? level
            : throw new InvalidDataException($"line {node.Start.Line}: level must be None, Metadata, Request or RequestResponse");
        OmitStages = PolicyYaml.Texts(node, "omitStages");
        (_users, _groups, _verbs) = (PolicyYaml.Texts(node, "users"), PolicyYaml.Texts(node, "userGroups"), PolicyYaml.Texts(node, "verbs"));
        (_namespaces, _nonResource) = (PolicyYaml.Texts(node, "namespaces"), PolicyYaml.Texts(node, "nonResourceURLs").Count > 0);
        _resources =
        [
            .. PolicyYaml
                .Maps(node, "resources")
                .Select(r => (PolicyYaml.Text(r, "group"), PolicyYaml.Texts(r, "resources"), PolicyYaml.Texts(r, "resourceNames").Count > 0)),
        ];
    }

    public AuditLevel Level { get; }

    public IReadOnlyList<string> OmitStages { get; }

    /// <summary>Whether the rule decides about the request. A rule for certain namespaces or object names decides about some requests only, and counts as not deciding.</summary>
    public bool Decides(AuditRequest request)
    {
        if (
            _namespaces.Count > 0
            || (_users.Count > 0 && !_users.Contains(request.Subject.User))
            || (_groups.Count > 0 && !_groups.Any(request.Subject.Groups.Contains))
        )
        {
            return false;
        }

        if (_verbs.Count > 0 && !_verbs.Contains(request.Verb))
        {
            return false;
        }

        return _resources.Length > 0
            ? Array.Exists(_resources, r => !r.ByName && r.Group == request.Group && Covers(r.Resources, request.Resource))
            : !_nonResource;
    }

    private static bool Covers(IReadOnlyList<string> patterns, string resource)
    {
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return patterns.Count == 0
            || patterns.Any(p => p == "*" || p == resource || (slash > 0 && (p == $"{resource[..slash]}/*" || p == $"*{resource[slash..]}")));
    }
}
