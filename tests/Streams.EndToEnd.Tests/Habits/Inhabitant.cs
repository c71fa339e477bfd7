namespace Streams.EndToEnd.Tests.Habits;

/// <summary>A workload of the benign recording, as its sources name it.</summary>
/// <param name="Workload">As <c>namespace/owner</c>.</param>
/// <param name="Account">Its service account.</param>
/// <param name="Address">Its pod's address.</param>
/// <param name="Interface">Its pod's interface.</param>
internal sealed record Inhabitant(string Workload, string Account, string Address, string Interface)
{
    /// <summary>Those that live all through it.</summary>
    public static IReadOnlyList<Inhabitant> All { get; } =
    [
        new("shop/api", "api", "10.244.0.11", "calib5e77f99859"),
        new("shop/cart", "cart", "10.244.0.12", "calib47a76c1840"),
        new("payments/ledger", "ledger", "10.244.0.20", "cali49dde924b96"),
        new("monitoring/prometheus", "prometheus", "10.244.0.40", "calieed71d17549"),
        new("monitoring/logship", "logship", "10.244.0.41", "calif90516ab582"),
        new("ci/runner", "deployer", "10.244.0.30", "cali17135ed5e61"),
    ];

    /// <summary>Its namespace.</summary>
    public string Namespace => Workload[..Workload.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The name of its deployment.</summary>
    public string Name => Workload[(Namespace.Length + 1)..];

    /// <summary>The principal of its service account.</summary>
    public string Principal => $"system:serviceaccount:{Namespace}:{Account}";
}
