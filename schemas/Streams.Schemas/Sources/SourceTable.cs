using Streams.Schemas.Audit;
using Streams.Schemas.Container;
using Streams.Schemas.Dns;
using Streams.Schemas.Ebpf;
using Streams.Schemas.Events;
using Streams.Schemas.Journal;
using Streams.Schemas.Kernel;

namespace Streams.Schemas.Sources;

/// <summary>The sources: one row each, in the order of their numbers. What depends on the source within this project stands here and nowhere else.</summary>
internal static class SourceTable
{
    /// <summary>What a shipper may say of a node's lines.</summary>
    private static readonly Field[] Node =
    [
        Field.NodeName,
        Field.HostName,
        Field.SyslogAppName,
        Field.ProcessName,
        Field.ProcessExecutable,
        Field.ProcessId,
        Field.UserId,
        Field.SystemdUnit,
        Field.SyslogPriority,
        Field.JournalTransport,
        Field.JournalCursor,
    ];

    private const string SyslogTime = "rsyslog: RSYSLOG_FileFormat or RSYSLOG_SyslogProtocol23Format, which name year and zone; journalctl: -o json";
    private const string NodeBeside = "let the shipper add the node: host or hostname beside the message";

    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<SourceDefinition> Rows =
    [
        new(EventSource.Container, "a container's log: CRI lines or a shipper's records", OfPods: true, OfObjects: false, Origin: null, options =>
            [new ContainerDialect(options)]
        )
        {
            Turn = 5,
            ComesInParts = true,
            Joiner = options => new CriJoiner(options),
            Places = [Field.PodName, Field.ContainerId],
        },
        new(EventSource.Audit, "Kubernetes audit events", OfPods: true, OfObjects: true, Origin: [], options =>
            [new AuditDialect(options), new GkeDialect(options), new AksTableDialect(options)]
        )
        {
            Turn = 0,
            Writers = ["kube", "audit", "k3s", "rke2", "openshift", "oauth", "microk8s"],
            PlacesItself = true,
            Places = [Field.Verb],
            Summary = new(
                [Field.Verb, Field.Resource, Field.Subresource, Field.ObjectNamespace, Field.ObjectName, Field.ResponseStatusCode, Field.Command],
                matched: [Field.Principal, Field.Verb, Field.RequestUri, Field.ResponseStatusCode, Field.UserAgent]
            ),
        },
        // The pod in the envelope is the DNS server's, not the one that asked.
        new(EventSource.Dns, "a resolver's log (CoreDNS, BIND, dnsmasq, unbound)", OfPods: true, OfObjects: false, Origin: [Field.NodeName], options =>
            [
                new CoreDnsDialect(options),
                new DnsJsonDialect(options),
                new DnstapDialect(options),
                new VectorDnstapDialect(options),
                new BindDialect(options),
                new DnsmasqDialect(options),
                new UnboundDialect(options),
            ]
        )
        {
            Turn = 4,
            PlacesItself = true,
            Places = [Field.NodeName, Field.SourceIp],
            Summary = new([Field.QuestionType, Field.QuestionName, Field.ResponseCode], EventType.Query),
            LackingTime = "CoreDNS prints no time: ship its lines through a log shipper that adds it",
        },
        new(EventSource.Journal, "a node's journal or syslog", OfPods: false, OfObjects: false, Origin: Node, options =>
            [
                new JournalDialect(options, kernelOnly: false),
                new SyslogDialect(options),
                new AuditdDialect(),
                new LaurelDialect(options),
                new AuditbeatUserDialect(),
                new RelayDialect(),
            ]
        )
        {
            Turn = 3,
            Joiner = _ => new AuditdJoiner(),
            LackingTime = SyslogTime,
            LackingOrigin = NodeBeside,
        },
        new(EventSource.Kernel, "kernel lines or flows", OfPods: false, OfObjects: false, Origin: Node, options =>
            [
                new KernelLineDialect(options),
                new JournalDialect(options, kernelOnly: true),
                new OvnAclDialect(),
                new AntreaDialect(),
                new CiliumDialect(),
                new HubbleDialect(options),
                new GkePolicyDialect(),
                new UlogdDialect(),
                new CalicoDialect(),
            ]
        )
        {
            Turn = 2,
            MayLackTime = true,
            Writers = ["kernel", "ulogd", "antrea", "hubble", "cilium", "calico", "ovn", "ovs", "policy"],
            Summary = new(
                [Field.EventAction, Field.NetworkTransport, Field.SourceIp, Field.SourcePort, Field.DestinationIp, Field.DestinationPort],
                EventType.Flow
            ),
            LackingTime = SyslogTime,
            LackingOrigin = NodeBeside,
        },
        // The pod in the envelope is the sensor's.
        new(
            EventSource.Ebpf,
            "events of Falco, Tetragon, Tracee, Hubble, KubeArmor, Auditbeat or osquery",
            OfPods: true,
            OfObjects: true,
            Origin: [Field.NodeName],
            options =>
                [
                    new FalcoDialect(options),
                    new TetragonDialect(options),
                    new TraceeDialect(options),
                    new TraceeEventDialect(options),
                    new HubbleDialect(options),
                    new AuditbeatDialect(),
                    new KubeArmorDialect(),
                    new OsqueryDialect(),
                ]
        )
        {
            Turn = 1,
            Writers = ["falco", "tetragon", "tracee", "hubble", "cilium", "kubearmor", "karmor", "osquery", "auditbeat"],
            Summary = new([Field.RuleName, Field.SyscallName, Field.ProcessCommandLine, Field.FileDescriptorName]),
            LackingOrigin = "Falco: FALCO_HOSTNAME from spec.nodeName; Tetragon: NODE_NAME",
        },
    ];
}
