using Streams.Detections.Matching;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Behaviours;

/// <summary>What a request to the API does: verb, kind of object, object. Pods and what else is named by a controller stand under their owner's name.</summary>
/// <param name="Class">The class of habits.</param>
/// <param name="Kind">Verb and kind of object.</param>
/// <param name="Namespace">The object's namespace.</param>
/// <param name="Value">The act with its object.</param>
/// <param name="IsRefused">Whether the API server refused it.</param>
internal sealed record ApiAct(HabitClass Class, string Kind, string? Namespace, string Value, bool IsRefused)
{
    private const string ServiceAccount = "system:serviceaccount:";

    /// <summary>What an audit event says; null where the event is no act: a stage that another one repeats, a request to no resource.</summary>
    public static ApiAct? Of(FieldSet fields, bool isStartOmitted = false)
    {
        if (!AuditStage.IsJudged(fields, isStartOmitted) || fields.String(Field.Verb) is not { } verb)
        {
            return null;
        }

        var isRefused = fields.TryNumber(Field.ResponseStatusCode, out var code) && code is 401 or 403;
        if (fields.String(Field.Resource) is not { } resource)
        {
            return null;
        }

        var sub = fields.String(Field.Subresource) ?? "";
        var kind = (isRefused ? "refused " : "") + VerbOf(verb, sub) + " " + resource + (sub.Length == 0 ? "" : "/" + Head(sub));
        var @namespace = fields.String(Field.ObjectNamespace);
        var name = IsKubelet(resource, sub) ? KubeletPath(fields) : NameOf(resource, sub, fields.String(Field.ObjectName));
        return new ApiAct(ClassOf(verb, resource, sub, fields), kind, @namespace, $"{kind} {@namespace}/{name}", isRefused);
    }

    /// <summary>Whether a principal is a service account, and of which namespace.</summary>
    public static bool IsServiceAccount(string principal, out string @namespace)
    {
        @namespace = "";
        if (!principal.StartsWith(ServiceAccount, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = principal[ServiceAccount.Length..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        @namespace = colon < 0 ? rest : rest[..colon];
        return true;
    }

    private static HabitClass ClassOf(string verb, string resource, string sub, FieldSet fields) =>
        resource switch
        {
            "secrets" => HabitClass.Secret,
            "serviceaccounts" when sub == "token" => HabitClass.Token,
            "pods" when sub is "exec" or "attach" or "portforward" or "ephemeralcontainers" => HabitClass.Exec,
            _ when IsKubelet(resource, sub) => HabitClass.Exec,
            _ when verb is "impersonate" => HabitClass.Token,
            _ when fields.Text(Field.ApiGroup).SequenceEqual("rbac.authorization.k8s.io"u8) => HabitClass.Rbac,
            _ => HabitClass.OtherAct,
        };

    /// <summary>kubectl asks for sessions by get or create, as its version has it.</summary>
    private static string VerbOf(string verb, string sub) => sub is "exec" or "attach" or "portforward" ? "create" : verb;

    private static bool IsKubelet(string resource, string sub) => resource == "nodes" && Head(sub) == "proxy";

    /// <summary>What is asked of a kubelet tells one act from another; which node it is does not, for nodes come and go and whoever reads their metrics asks all of them.</summary>
    private static string KubeletPath(FieldSet fields)
    {
        const string Proxy = "/proxy/";
        var uri = fields.String(Field.RequestUri) ?? "";
        var from = uri.IndexOf(Proxy, StringComparison.Ordinal) is >= 0 and var at ? at + Proxy.Length : uri.Length;
        var length = uri.AsSpan(from).IndexOfAny('/', '?');
        return "kubelet/" + (length < 0 ? uri[from..] : uri.Substring(from, length));
    }

    private static string Head(string sub) => sub.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? sub[..slash] : sub;

    private static string NameOf(string resource, string sub, string? name) =>
        (resource, name) switch
        {
            (_, null) or ("events" or "subjectaccessreviews" or "tokenreviews" or "selfsubjectaccessreviews" or "selfsubjectrulesreviews", _) => "",
            ("nodes", _) when sub.Length > 0 => $"{name}/{sub}",
            ("pods" or "replicasets" or "jobs" or "endpointslices" or "controllerrevisions", _) => WorkloadName.Of(name),
            _ => name,
        };
}
