using System.Collections.Frozen;

namespace Streams.Host.Audit;

/// <summary>The API groups of Kubernetes' own resources: rules name a resource without its group, a policy needs it.</summary>
internal static class ApiGroups
{
    private static readonly FrozenDictionary<string, string> Groups = new (string Group, string[] Resources)[]
    {
        (
            "",
            [
                "configmaps",
                "endpoints",
                "events",
                "namespaces",
                "nodes",
                "persistentvolumeclaims",
                "persistentvolumes",
                "pods",
                "podtemplates",
                "replicationcontrollers",
                "secrets",
                "serviceaccounts",
                "services",
            ]
        ),
        (
            "admissionregistration.k8s.io",
            [
                "mutatingadmissionpolicies",
                "mutatingadmissionpolicybindings",
                "mutatingwebhookconfigurations",
                "validatingadmissionpolicies",
                "validatingadmissionpolicybindings",
                "validatingwebhookconfigurations",
            ]
        ),
        ("apiextensions.k8s.io", ["customresourcedefinitions"]),
        ("apiregistration.k8s.io", ["apiservices"]),
        ("apps", ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"]),
        ("authentication.k8s.io", ["selfsubjectreviews", "tokenreviews"]),
        ("authorization.k8s.io", ["localsubjectaccessreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews", "subjectaccessreviews"]),
        ("batch", ["cronjobs", "jobs"]),
        ("certificates.k8s.io", ["certificatesigningrequests"]),
        ("networking.k8s.io", ["ingresses", "networkpolicies"]),
        ("policy", ["poddisruptionbudgets"]),
        ("rbac.authorization.k8s.io", ["clusterrolebindings", "clusterroles", "rolebindings", "roles"]),
    }
        .SelectMany(g => g.Resources.Select(r => (Resource: r, g.Group)))
        .ToFrozenDictionary(r => r.Resource, r => r.Group, StringComparer.Ordinal);

    /// <summary>The group of a resource, with or without a subresource; null where it is none of Kubernetes' own.</summary>
    public static string? Of(string resource) => Groups.TryGetValue(resource.Split('/')[0], out var group) ? group : null;
}
