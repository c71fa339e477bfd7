using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>Which Alertmanagers, as whom, and how alerts live there.</summary>
public sealed record AlertmanagerSinkOptions : HttpSinkOptions, IValidatedOptions
{
    /// <summary>A peer that hangs is given up sooner than other servers: the next one may answer.</summary>
    public AlertmanagerSinkOptions() => Timeout = TimeSpan.FromSeconds(10);

    /// <summary>A path before <c>/api/v2/alerts</c> included where a proxy wants one. Peers tell each other of notifications, not of alerts.</summary>
    [Setting("`http://host:9093`, every peer ([Alertmanager](alertmanager.md))")]
    public IReadOnlyList<Uri> Urls { get; init; } = [];

    /// <summary>The generatorURL of every alert.</summary>
    [Setting("where an alert can be looked at, with `{id}` and `{rule}` in it")]
    public string Link { get; init; } = "";

    /// <summary>How often what is active is told again.</summary>
    [Setting("between two tellings of an active alert; under Alertmanager's resolve_timeout (5 min)", Least = "100ms")]
    public TimeSpan Resend { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>So that one that is over in a moment is notified all the same: Alertmanager drops what ends within its group_wait.</summary>
    [Setting("that an alert is active at least; above Alertmanager's longest group_wait")]
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Beyond it the ones longest without a change are told no more.</summary>
    [Setting("the most alerts kept and told again", Least = "1")]
    public int MaxActive { get; init; } = 10_000;

    public IEnumerable<SettingError> Validate()
    {
        foreach (var error in Errors())
        {
            yield return error;
        }

        if (
            Link.Length > 0
            && !(
                Uri.TryCreate(
                    Link.Replace("{id}", "0", StringComparison.Ordinal).Replace("{rule}", "0", StringComparison.Ordinal),
                    UriKind.Absolute,
                    out var uri
                ) && uri.Scheme is "http" or "https"
            )
        )
        {
            yield return new("link", $"{Masked.Addresses(Link)} is no http or https address");
        }
    }
}
