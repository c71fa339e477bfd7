using Streams.Schemas.Events;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Audit;

public sealed class PodSpecTests
{
    [Theory]
    [InlineData("""{"kind":"Pod","spec":{"containers":[{"securityContext":{"privileged":true}}]}}""")]
    [InlineData("""{"spec":{"initContainers":[{"securityContext":{"privileged":true}}]}}""")]
    [InlineData("""{"spec":{"ephemeralContainers":[{"securityContext":{"privileged":true}}]}}""")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"securityContext":{"privileged":true}}]}}}}""")]
    [InlineData("""{"spec":{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"securityContext":{"privileged":true}}]}}}}}}""")]
    [InlineData("""[{"op":"replace","path":"/spec/template/spec/containers/0/securityContext/privileged","value":true}]""")]
    [InlineData("""[{"value":{"privileged":true},"path":"/spec/containers/0/securityContext","op":"add"}]""")]
    [InlineData("""[{"op":"add","path":"/spec/containers/-","value":{"name":"x","securityContext":{"privileged":true}}}]""")]
    [InlineData("""[{"op":"add","path":"/spec/template/spec/containers","value":[{"name":"x","securityContext":{"privileged":true}}]}]""")]
    public void Privileged_in_every_form_is_a_risk(string body) => Assert.Equal("privileged", Parse(body)["podspec.risk"]);

    [Theory]
    [InlineData("""{"spec":{"hostPID":true}}""", "host_pid")]
    [InlineData("""{"spec":{"hostNetwork":true}}""", "host_network")]
    [InlineData("""[{"op":"add","path":"/spec/template/spec/hostIPC","value":true}]""", "host_ipc")]
    [InlineData("""[{"op":"copy","from":"/spec/enableServiceLinks","path":"/spec/hostPID"}]""", "host_pid")]
    [InlineData("""[{"path":"/spec/containers/0/securityContext/privileged","from":"/spec/containers/0/stdin","op":"move"}]""", "privileged")]
    [InlineData("""{"spec":{"containers":[{"ports":[{"hostPort":80}]}]}}""", "host_port")]
    [InlineData("""{"spec":{"securityContext":{"seccompProfile":{"type":"Unconfined"}}}}""", "unconfined")]
    [InlineData("""[{"op":"add","path":"/spec/securityContext/appArmorProfile","value":{"type":"Unconfined"}}]""", "unconfined")]
    [InlineData("""{"metadata":{"annotations":{"container.apparmor.security.beta.kubernetes.io/c":"unconfined"}}}""", "unconfined")]
    [InlineData("""{"spec":{"containers":[{"securityContext":{"procMount":"Unmasked"}}]}}""", "unmasked_proc")]
    public void Other_risks_are_named(string body, string risk) => Assert.Equal(risk, Parse(body)["podspec.risk"]);

    [Theory]
    [InlineData("""{"spec":{"volumes":[{"hostPath":{"path":"/"}}]}}""", "/")]
    [InlineData("""{"spec":{"template":{"spec":{"volumes":[{"hostPath":{"type":"","path":"//etc/./kubernetes/"}}]}}}}""", "/etc/kubernetes")]
    [InlineData("""[{"op":"add","path":"/spec/template/spec/volumes/-","value":{"name":"v","hostPath":{"path":"/var/run"}}}]""", "/var/run")]
    [InlineData("""[{"value":{"path":"/root"},"op":"add","path":"/spec/volumes/0/hostPath"}]""", "/root")]
    [InlineData("""[{"op":"replace","path":"/spec/volumes/0/hostPath/path","value":"/var/lib/kubelet"}]""", "/var/lib/kubelet")]
    public void Host_path_in_every_form(string body, string path) => Assert.Equal(path, Parse(body)["podspec.host_path"]);

    [Theory]
    [InlineData("""{"spec":{"containers":[{"securityContext":{"capabilities":{"drop":["ALL"],"add":["SYS_ADMIN"]}}}]}}""")]
    [InlineData("""[{"op":"add","path":"/spec/containers/0/securityContext/capabilities/add/-","value":"SYS_ADMIN"}]""")]
    [InlineData("""[{"op":"add","path":"/spec/containers/0/securityContext/capabilities/add","value":["SYS_ADMIN"]}]""")]
    [InlineData("""[{"op":"add","path":"/spec/containers/0/securityContext/capabilities","value":{"add":["SYS_ADMIN"]}}]""")]
    public void Capability_in_every_form(string body) => Assert.Equal("SYS_ADMIN", Parse(body)["podspec.capability"]);

    [Theory]
    [InlineData("""{"spec":{"containers":[{"command":["sh","-c"],"args":["id"],"image":"a"}]}}""", "sh -c id")]
    [InlineData("""{"spec":{"containers":[{"lifecycle":{"postStart":{"exec":{"command":["sh","-c"]}}},"image":"a"}]}}""", "sh -c")]
    [InlineData("""[{"op":"replace","path":"/spec/template/spec/containers/0/command","value":["sh","-c","id"]}]""", "sh -c id")]
    [InlineData("""[{"op":"replace","path":"/spec/template/spec/containers/0/args/1","value":"id"}]""", "id")]
    public void Command_in_every_form(string body, string command) => Assert.Equal(command, Parse(body)["podspec.command"]);

    [Theory]
    [InlineData(
        """{"spec":{"containers":[{"securityContext":{"privileged":false,"capabilities":{"drop":["SYS_ADMIN"]}},"livenessProbe":{"httpGet":{"path":"/"}}}]}}"""
    )]
    [InlineData("""{"metadata":{"annotations":{"privileged":"true","hostPID":"true"}}}""")]
    [InlineData("""[{"op":"test","path":"/spec/containers/0/securityContext/privileged","value":false}]""")]
    [InlineData("""{"spec":{"volumes":[{"configMap":{"items":[{"key":"k","path":"/etc/shadow"}]}}]}}""")]
    public void What_is_harmless_is_nothing(string body)
    {
        var seen = Parse(body);

        Assert.Equal((null, null, null), (seen["podspec.risk"], seen["podspec.capability"], seen["podspec.host_path"]));
    }

    private static SeenEvent Parse(string body) =>
        Lines.One(EventSource.Audit, """{"kind":"Event","auditID":"a","verb":"patch","requestObject":""" + body + ""","objectRef":{"resource":"pods"}}""");
}
