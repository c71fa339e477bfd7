using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;

namespace Streams.Connectors.Simulation.Records;

/// <summary>One request to the API server.</summary>
internal sealed record ApiRequest
{
    private readonly Pod? _pod;
    private readonly string[] _groups = ["system:authenticated"];

    public required string Principal { get; init; }

    public required string Address { get; init; }

    public required string Agent { get; init; }

    public required string Verb { get; init; }

    public required string Resource { get; init; }

    public string? Group { get; init; }

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Query { get; init; } = "";

    public int Code { get; init; } = 200;

    public JsonNode? Body { get; init; }

    public JsonNode? Answer { get; init; }

    /// <summary>What a pod's own account asks, with its bound token.</summary>
    public static ApiRequest Of(Pod pod, string verb, string resource, string ns = "", string name = "") =>
        new(pod)
        {
            Principal = pod.Workload.Principal,
            Address = pod.Address,
            Agent = $"{pod.Workload.Name}/v0 (linux/amd64) client-go/v0.34",
            Verb = verb,
            Resource = resource,
            Namespace = ns,
            Name = name,
        };

    /// <summary>What somebody asks with kubectl.</summary>
    public static ApiRequest Of(Person person, string verb, string resource, string ns = "", string name = "", bool fromHome = false) =>
        new(person.Groups)
        {
            Principal = person.Name,
            Address = fromHome ? person.Home : person.Office,
            Agent = "kubectl/v1.36.1 (linux/amd64) kubernetes/a1b2c3d",
            Verb = verb,
            Resource = resource,
            Namespace = ns,
            Name = name,
        };

    /// <summary>What a controller of the control plane asks.</summary>
    public static ApiRequest Of(string controller, string verb, string resource, string ns = "", string name = "") =>
        new(["system:serviceaccounts", "system:authenticated"])
        {
            Principal = controller,
            Address = "10.20.0.2",
            Agent = "kube-controller-manager/v1.36.1 (linux/amd64) kubernetes/a1b2c3d/" + controller[(controller.LastIndexOf(':') + 1)..],
            Verb = verb,
            Resource = resource,
            Namespace = ns,
            Name = name,
        };

    private ApiRequest() { }

    private ApiRequest(Pod pod)
    {
        _pod = pod;
        _groups = ["system:serviceaccounts", "system:serviceaccounts:" + pod.Namespace, "system:authenticated"];
    }

    private ApiRequest(string[] groups) => _groups = groups;

    /// <summary>Whether its answer is a stream.</summary>
    public bool IsStream => Subresource is "exec" or "attach" or "portforward" || Verb == "watch";

    public string Uri
    {
        get
        {
            var path = Group is null ? "/api/v1" : $"/apis/{Group}/v1";
            path += Namespace.Length > 0 ? $"/namespaces/{Namespace}/{Resource}" : $"/{Resource}";
            path += Name.Length > 0 && Verb != "create" || Subresource.Length > 0 ? "/" + Name : "";
            path += Subresource.Length > 0 ? "/" + Subresource : "";
            return path + (Query.Length > 0 ? "?" + Query : "");
        }
    }

    public JsonObject User()
    {
        var user = new JsonObject { ["username"] = Principal, ["groups"] = new JsonArray([.. _groups.Select(g => (JsonNode)g!)]) };
        if (_pod is not null)
        {
            user["extra"] = new JsonObject
            {
                ["authentication.kubernetes.io/credential-id"] = new JsonArray(_pod.CredentialId),
                ["authentication.kubernetes.io/node-name"] = new JsonArray(_pod.Node.Name),
                ["authentication.kubernetes.io/pod-name"] = new JsonArray(_pod.Name),
                ["authentication.kubernetes.io/pod-uid"] = new JsonArray(_pod.Uid),
            };
        }

        return user;
    }

    public JsonObject Reference()
    {
        var reference = new JsonObject { ["resource"] = Resource };
        Set(reference, "namespace", Namespace);
        Set(reference, "name", Name);
        Set(reference, "apiGroup", Group ?? "");
        reference["apiVersion"] = "v1";
        Set(reference, "subresource", Subresource);
        return reference;
    }

    private static void Set(JsonObject target, string key, string value)
    {
        if (value.Length > 0)
        {
            target[key] = value;
        }
    }
}
