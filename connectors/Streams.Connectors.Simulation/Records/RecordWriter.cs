using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.Connectors.Simulation.Clusters;
using Streams.Schemas.Events;

namespace Streams.Connectors.Simulation.Records;

/// <summary>What happens, in the form in which each source's shipper sends it.</summary>
internal sealed class RecordWriter(Schedule schedule, Action<SimulatedLine> write)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private long _number;
    private ushort _port = 30_000;

    /// <summary>A request to the API server, answered. Of one that goes on as a stream the server writes its beginning, too.</summary>
    public void Audit(ApiRequest request)
    {
        _number++;
        if (request.IsStream)
        {
            Audit(request, "ResponseStarted");
        }

        Audit(request, "ResponseComplete");
    }

    private void Audit(ApiRequest request, string stage)
    {
        var time = schedule.Now.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        var node = new JsonObject
        {
            ["kind"] = "Event",
            ["apiVersion"] = "audit.k8s.io/v1",
            ["level"] =
                request.Answer is not null ? "RequestResponse"
                : request.Body is not null ? "Request"
                : "Metadata",
            ["auditID"] = $"{_number:x8}-0000-4000-8000-{Math.Abs(schedule.Now.Ticks % 0xffffffffffff):x12}",
            ["stage"] = stage,
            ["requestURI"] = request.Uri,
            ["verb"] = request.Verb,
            ["user"] = request.User(),
            ["sourceIPs"] = new JsonArray(request.Address),
            ["userAgent"] = request.Agent,
            ["objectRef"] = request.Reference(),
            ["responseStatus"] = new JsonObject { ["metadata"] = new JsonObject(), ["code"] = request.Code },
        };
        if (request.Body is not null)
        {
            node["requestObject"] = request.Body.DeepClone();
        }

        if (request.Answer is not null)
        {
            node["responseObject"] = request.Answer.DeepClone();
        }

        node["requestReceivedTimestamp"] = time;
        node["stageTimestamp"] = time;
        node["annotations"] = new JsonObject
        {
            ["authorization.k8s.io/decision"] = request.Code == 403 ? "forbid" : "allow",
            ["authorization.k8s.io/reason"] = "",
        };
        Emit(EventSource.Audit, node.ToJsonString(Plain));
    }

    /// <summary>A line of a container through Fluent Bit and its Kubernetes filter.</summary>
    public void Log(Pod pod, string line) =>
        Emit(
            EventSource.Container,
            new JsonObject
            {
                ["time"] = Nanos("yyyy-MM-ddTHH:mm:ss.fffffff00K"),
                ["stream"] = "stdout",
                ["_p"] = "F",
                ["log"] = line,
                ["kubernetes"] = new JsonObject
                {
                    ["pod_name"] = pod.Name,
                    ["namespace_name"] = pod.Namespace,
                    ["pod_id"] = pod.Uid,
                    ["labels"] = new JsonObject { ["app"] = pod.Workload.Name },
                    ["host"] = pod.Node.Name,
                    ["pod_ip"] = pod.Address,
                    ["container_name"] = pod.Workload.Name,
                    ["docker_id"] = pod.ContainerId,
                    ["container_image"] = pod.Workload.Image,
                },
            }.ToJsonString(Plain)
        );

    /// <summary>A question to CoreDNS, answered.</summary>
    public void Question(Pod pod, string name, string code = "NOERROR", string type = "A") =>
        Emit(
            EventSource.Dns,
            $"{Nanos("yyyy-MM-ddTHH:mm:ss.fffffff00+00:00")} stdout F [INFO] {pod.Address}:{NextPort()} - {++_number % 65_536} \"{type} IN {name}. udp {name.Length + 29} false 512\" {code} qr,rd,ra {name.Length + 45} 0.000{_number % 900 + 100}s"
        );

    /// <summary>A flow that the pod begins, as the node's kernel logs it.</summary>
    public void Flow(Pod pod, string to, int port, bool denied = false) =>
        Emit(
            EventSource.Kernel,
            $"{schedule.Now.ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture)} {pod.Node.Name} kernel: [{(schedule.Now - schedule.Start).TotalSeconds + 9_000:F6}] "
                + $"{(denied ? "calico-drop" : "calico-packet")}: IN={pod.Interface} OUT=eth0 MAC=ee:ee:ee:ee:ee:ee:0a:1b:2c:3d:4e:5f:08:00 SRC={pod.Address} DST={to} LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID={++_number % 65_536} DF PROTO=TCP SPT={NextPort()} DPT={port} WINDOW=64860 RES=0x00 SYN URGP=0 "
        );

    /// <summary>A row of a Falco rule about a process of a container.</summary>
    public void Process(Pod pod, string rule, string priority, string program, string commandLine, string parent, int terminal = 0, string? file = null)
    {
        var nanos = (schedule.Now - DateTimeOffset.UnixEpoch).Ticks * 100;
        Emit(
            EventSource.Ebpf,
            new JsonObject
            {
                ["hostname"] = pod.Node.Name,
                ["output"] = $"{schedule.Now:HH:mm:ss}.000000000: {priority} {rule} | command={commandLine} container_id={pod.ContainerId[..12]}",
                ["output_fields"] = new JsonObject
                {
                    ["container.id"] = pod.ContainerId[..12],
                    ["container.image.repository"] = null,
                    ["evt.time"] = nanos,
                    ["evt.type"] = file is null ? "execve" : "openat",
                    ["fd.name"] = file,
                    ["k8s.ns.name"] = null,
                    ["k8s.pod.name"] = null,
                    ["proc.cmdline"] = commandLine,
                    ["proc.exepath"] = program,
                    ["proc.name"] = program[(program.LastIndexOf('/') + 1)..],
                    ["proc.pid"] = 1_000 + (++_number % 60_000),
                    ["proc.pname"] = parent,
                    ["proc.tty"] = terminal,
                    ["user.name"] = "root",
                    ["user.uid"] = 0,
                },
                ["priority"] = priority,
                ["rule"] = rule,
                ["source"] = "syscall",
                ["tags"] = new JsonArray("container"),
                ["time"] = Nanos("yyyy-MM-ddTHH:mm:ss.fffffff00Z"),
            }.ToJsonString(Plain)
        );
    }

    /// <summary>An entry of a node's journal by a program that journald vouches for.</summary>
    public void Journal(Node node, string program, string unit, string message, string user = "0") =>
        Emit(
            EventSource.Journal,
            new JsonObject
            {
                ["__CURSOR"] = $"s={node.Name};i={++_number:x}",
                ["__REALTIME_TIMESTAMP"] = ((schedule.Now - DateTimeOffset.UnixEpoch).Ticks / 10).ToString(CultureInfo.InvariantCulture),
                ["_HOSTNAME"] = node.Name,
                ["_TRANSPORT"] = "syslog",
                ["_COMM"] = program,
                ["_EXE"] = program == "sshd" ? "/usr/sbin/sshd" : "/usr/bin/" + program,
                ["_UID"] = user,
                ["_PID"] = (1_000 + (_number % 60_000)).ToString(CultureInfo.InvariantCulture),
                ["_SYSTEMD_UNIT"] = unit,
                ["SYSLOG_IDENTIFIER"] = program,
                ["PRIORITY"] = "6",
                ["MESSAGE"] = message,
            }.ToJsonString(Plain)
        );

    private string Nanos(string form) => schedule.Now.ToString(form, CultureInfo.InvariantCulture);

    private int NextPort() => _port = (ushort)(_port >= 60_000 ? 30_000 : _port + 1);

    private void Emit(EventSource source, string text) => write(new SimulatedLine(source, schedule.Now, text));
}
