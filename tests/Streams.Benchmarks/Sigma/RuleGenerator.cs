using System.Globalization;
using System.Text;

namespace Streams.Benchmarks.Sigma;

/// <summary>Rules over audit events in the shapes that people write, each with literals of its own; the same seed gives the same rules.</summary>
internal sealed class RuleGenerator(int seed)
{
    private static readonly string[] Verbs = ["get", "list", "create", "update", "patch", "delete", "watch"];
    private static readonly string[] Resources =
    [
        "pods",
        "secrets",
        "configmaps",
        "roles",
        "rolebindings",
        "clusterroles",
        "deployments",
        "daemonsets",
        "cronjobs",
        "serviceaccounts",
        "nodes",
        "services",
    ];
    private readonly Random _random = new(seed);
    private uint _id;

    /// <summary>The text of the next rule.</summary>
    public string Next()
    {
        var word = Word();
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"title: Generated {_id}\nid: {Guid()}\nstatus: test\nlevel: medium\nlogsource:\n  product: kubernetes\n  service: audit\ndetection:\n"
        );
        text.Append(
            (_id % 6) switch
            {
                0 => $"  sel:\n    verb: {Verb()}\n    objectRef.resource: {Resource()}\n    objectRef.name: {word}\n  condition: sel\n",
                1 =>
                    $"  sel:\n    verb: [{Verb()}, {Verb()}]\n    objectRef.resource: {Resource()}\n    objectRef.name|startswith: {word}-\n  flt:\n    user.username|startswith: 'system:node:'\n  condition: sel and not flt\n",
                2 => $"  sel:\n    userAgent|contains: {word}\n  name:\n    objectRef.namespace: {Word()}\n  condition: sel or name\n",
                3 => $"  sel:\n    requestURI|contains|all: [/api/, {word}]\n  flt:\n    user.groups: system:masters\n  condition: sel and not flt\n",
                4 => $"  sel:\n    user.username: 'system:serviceaccount:{word}:{Word()}'\n    responseStatus.code|gte: 400\n  condition: sel\n",
                _ =>
                    $"  sel:\n    requestObject.spec.containers.image|contains: [{word}/, '{Word()}:latest']\n    objectRef.resource: {Resource()}\n  flt:\n    objectRef.namespace: [kube-system, {Word()}]\n  condition: sel and not 1 of flt*\n",
            }
        );
        _id++;
        return text.ToString();
    }

    private string Verb() => Verbs[_random.Next(Verbs.Length)];

    private string Resource() => Resources[_random.Next(Resources.Length)];

    private string Word()
    {
        var length = _random.Next(7, 15);
        return string.Create(length, _random, static (span, random) =>
        {
            foreach (ref var c in span)
            {
                c = (char)('a' + random.Next(26));
            }
        });
    }

    private string Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new System.Guid(bytes).ToString();
    }
}
