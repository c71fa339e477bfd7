namespace Streams.Connectors.Alertmanager.Posting;

/// <summary>Which Alertmanagers, as whom, and how alerts live there.</summary>
public sealed record AlertmanagerSinkOptions
{
    /// <summary>Every peer of the cluster, <c>http://host:9093</c>, a path before <c>/api/v2/alerts</c> included where a proxy wants one. Peers tell each other of notifications, not of alerts.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>The user of basic authentication; empty: none.</summary>
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The generatorURL of every alert, with <c>{id}</c> and <c>{rule}</c> in the places of the alert's and the rule's id; empty: none.</summary>
    public string Link { get; init; } = "";

    /// <summary>What to do about an alert of a rule, by the rule's id; null: nothing is said.</summary>
    public Func<string, string?> RunbookOf { get; init; } = static _ => null;

    /// <summary>How often what is active is told again; well under Alertmanager's resolve_timeout (5 min). Default 1 min.</summary>
    public TimeSpan Resend { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an alert is active at least, so that one that is over in a moment is notified all the same (Alertmanager drops what ends within its group_wait). Default 5 min.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long one request may take; default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most alerts kept and told again; beyond it the ones longest without a change are told no more. Default 10,000.</summary>
    public int MaxActive { get; init; } = 10_000;
}
