using YamlDotNet.RepresentationModel;

namespace Streams.Host.Audit;

/// <summary>One map of a detection, as far as an audit policy cares.</summary>
internal sealed class AuditSelection(YamlMappingNode map)
{
    private static readonly string[] Bodies = ["requestObject.", "responseObject.", "podspec."];

    /// <summary>The fields of a body that it reads, as the name or (with <c>fieldref</c>) as the value.</summary>
    public IEnumerable<string> BodyFields => map.Children.SelectMany(FieldsOf).Where(f => Array.Exists(Bodies, b => f.StartsWith(b, StringComparison.Ordinal)));

    /// <summary>Whether it reads which pod an address belongs to.</summary>
    public bool ReadsPod => map.Children.SelectMany(FieldsOf).Any(f => f is "streams.pod" or "streams.pod_uid" or "streams.workload" or "audit.caller.pod");

    /// <summary>Whose requests it is about; null where it does not say.</summary>
    public AuditSubject? Subject
    {
        get
        {
            var users = map.Children.Where(c => $"{c.Key}" is "user.username" or "user.username|startswith").SelectMany(c => Texts(c.Value)).ToArray();
            return users switch
            {
                [] => null,
                _ when Array.TrueForAll(users, u => u.StartsWith("system:serviceaccount:", StringComparison.Ordinal)) => AuditSubject.Workload,
                ["system:anonymous"] => AuditSubject.Anonymous,
                _ => AuditSubject.Person,
            };
        }
    }

    /// <summary>The values of a field that must be equal to one of them.</summary>
    public IReadOnlyList<string> Values(string field) => map.Children.TryGetValue(new YamlScalarNode(field), out var value) ? [.. Texts(value)] : [];

    private static IEnumerable<string> FieldsOf(KeyValuePair<YamlNode, YamlNode> item)
    {
        var parts = $"{item.Key}".Split('|');
        return parts.Contains("fieldref") ? [parts[0], .. Texts(item.Value)] : [parts[0]];
    }

    private static IEnumerable<string> Texts(YamlNode value) =>
        value switch
        {
            YamlSequenceNode list => list.Select(v => $"{v}"),
            _ => [$"{value}"],
        };
}
