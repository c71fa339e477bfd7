using System.Globalization;

namespace Streams.Connectors.Simulation.Clusters;

/// <summary>Nodes, workloads and people. Names are made of word lists, so that no rule can know them.</summary>
internal sealed class Cluster
{
    private static readonly string[] Teams = ["orders", "billing", "search", "media", "accounts", "reports", "mobile", "partners"];
    private static readonly string[] Parts = ["gateway", "worker", "store", "index", "sync", "notify", "render", "ledger", "session", "feed"];
    private static readonly string[] Vendors =
    [
        "paycloud",
        "mailrelay",
        "mapgrid",
        "fraudcheck",
        "smsway",
        "filesafe",
        "translatehub",
        "weatherdata",
        "adstats",
        "chatlink",
    ];
    private readonly Random _chance;

    public Cluster(int nodes, Random chance)
    {
        _chance = chance;
        Nodes = [.. Enumerable.Range(1, nodes).Select(i => new Node($"worker-{Letters(4)}", $"10.20.{i / 200}.{(i % 200) + 10}", i))];
        People =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(i => new Person(
                    $"{Letters(5)}.{Letters(7)}@shop.example",
                    $"192.0.2.{20 + i}",
                    $"198.51.100.{40 + i}",
                    ["platform", "system:authenticated"]
                )),
        ];
        foreach (var team in Teams)
        {
            AddTeam(team);
        }

        Add(
            new Workload("kube-system", "dns-autoscaler", WorkloadKind.Deployment, "registry.k8s.example/autoscaler:1.9", "/cluster-proportional-autoscaler")
            {
                ServiceAccount = "dns-autoscaler",
                Replicas = 1,
            }
        );
        CertificateOperator = Add(
            new Workload("certificates", "issuer", WorkloadKind.Deployment, "quay.example/issuer:1.17", "/app/controller")
            {
                ServiceAccount = "issuer",
                Replicas = 1,
            }
        );
        GitOps = Add(
            new Workload("gitops", "reconciler", WorkloadKind.Deployment, "quay.example/reconciler:2.14", "/usr/local/bin/reconciler")
            {
                ServiceAccount = "reconciler",
                Replicas = 2,
            }
        );
        Runner = Add(
            new Workload("ci", "runner", WorkloadKind.Deployment, "registry.example/ci/runner:18", "/usr/bin/runner")
            {
                ServiceAccount = "runner",
                Replicas = 3,
            }
        );
        Scanner = Add(
            new Workload("security", "image-scan", WorkloadKind.CronJob, "registry.example/security/scan:0.58", "/usr/local/bin/scan")
            {
                ServiceAccount = "scanner",
                Replicas = 0,
            }
        );
        Backup = Add(
            new Workload("backup", "nightly", WorkloadKind.CronJob, "registry.example/backup/velo:1.15", "/usr/bin/velo")
            {
                ServiceAccount = "backup",
                Replicas = 0,
            }
        );
        Backup.Outside.Add("objects.filesafe.example");
        Metrics = Add(
            new Workload("monitoring", "scraper", WorkloadKind.StatefulSet, "quay.example/prom/prometheus:3.5", "/bin/prometheus")
            {
                ServiceAccount = "scraper",
                Replicas = 2,
                Port = 9090,
            }
        );
        LogShipper = Add(
            new Workload("logging", "shipper", WorkloadKind.DaemonSet, "cr.example/fluent-bit:4.1", "/fluent-bit/bin/fluent-bit") { ServiceAccount = "shipper" }
        );
        Mesh = Add(
            new Workload("mesh", "control", WorkloadKind.Deployment, "mesh.example/pilot:1.27", "/usr/local/bin/pilot-discovery")
            {
                ServiceAccount = "control",
                Port = 15012,
            }
        );
    }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<Person> People { get; }

    public List<Workload> Workloads { get; } = [];

    public Workload CertificateOperator { get; }

    public Workload GitOps { get; }

    public Workload Runner { get; }

    public Workload Scanner { get; }

    public Workload Backup { get; }

    public Workload Metrics { get; }

    public Workload LogShipper { get; }

    public Workload Mesh { get; }

    /// <summary>Workloads that a team owns and rolls out.</summary>
    public IEnumerable<Workload> TeamWorkloads => Workloads.Where(w => Teams.Contains(w.Namespace));

    public static IReadOnlyList<string> Namespaces => Teams;

    public string NewUid() => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-a{Hex(3)}-{Hex(12)}";

    public string Hex(int length) => new([.. Enumerable.Range(0, length).Select(_ => "0123456789abcdef"[_chance.Next(16)])]);

    public string Letters(int length) => new([.. Enumerable.Range(0, length).Select(_ => "bcdfghjklmnpqrstvwxz2456789"[_chance.Next(20)])]);

    /// <summary>An address that stands for an outside name: content networks answer with one of many.</summary>
    public string OutsideAddress(string name, int spread) => $"203.0.113.{1 + (Math.Abs(StableHash(name)) + _chance.Next(Math.Max(1, spread))) % 250}";

    public Workload Add(Workload workload)
    {
        workload.OwnerUid = NewUid();
        workload.Hash = Letters(9);
        Workloads.Add(workload);
        return workload;
    }

    /// <summary>A pod of a workload on a node that is open; a DaemonSet's goes to the node given.</summary>
    public Pod Place(Workload workload, Node? on = null)
    {
        var open = Nodes.Where(n => n.IsOpen).ToList();
        var node = on ?? open[_chance.Next(open.Count)];
        var slot = node.Placed++ % 240;
        var name = workload.Kind switch
        {
            WorkloadKind.Deployment => $"{workload.Name}-{workload.Hash}-{Letters(5)}",
            WorkloadKind.StatefulSet => $"{workload.Name}-{workload.Pods.Count}",
            _ => $"{workload.Name}-{Letters(5)}",
        };
        var pod = new Pod(workload, name, NewUid(), node, $"10.{96 + (node.Number / 250)}.{node.Number % 250}.{slot + 4}", Hex(64), $"JTI={NewUid()}");
        workload.Pods.Add(pod);
        return pod;
    }

    private void AddTeam(string team)
    {
        var parts = Parts.OrderBy(_ => _chance.Next()).Take(5).ToList();
        var made = parts
            .Select(
                (part, i) =>
                    Add(
                        new Workload(
                            team,
                            part,
                            part is "store" or "ledger" ? WorkloadKind.StatefulSet : WorkloadKind.Deployment,
                            $"registry.example/{team}/{part}:{_chance.Next(1, 9)}.{_chance.Next(20)}",
                            part is "store" or "ledger" ? "/usr/lib/postgresql/17/bin/postgres" : "/app/" + part
                        )
                        {
                            ServiceAccount = part,
                            Port = part is "store" or "ledger" ? 5432 : 8080 + i,
                            Replicas = 2 + _chance.Next(4),
                        }
                    )
            )
            .ToList();
        for (var i = 1; i < made.Count; i++)
        {
            made[i - 1].Calls.Add(made[i]);
            made[i].Secrets.Add($"{made[i].Name}-credentials");
        }

        made[0].Outside.Add($"api.{Vendors[_chance.Next(Vendors.Length)]}.example");
        made[1].Outside.Add($"cdn.{Vendors[_chance.Next(Vendors.Length)]}.example");
    }

    private static int StableHash(string text) => text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Nodes.Count} nodes, {Workloads.Count} workloads");
}
