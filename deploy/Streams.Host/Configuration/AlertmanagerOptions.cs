using Streams.Connectors.Alertmanager.Posting;

namespace Streams.Host.Configuration;

/// <summary>The Alertmanagers of a cluster.</summary>
internal sealed class AlertmanagerOptions
{
    /// <summary><c>http://host:9093</c>, every peer; empty: none.</summary>
    public List<string> Urls { get; set; } = [];

    /// <summary>Basic authentication; empty: none.</summary>
    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Where an alert can be looked at, with <c>{id}</c> and <c>{rule}</c> in it: a dashboard's address; empty: none.</summary>
    public string Link { get; set; } = "";

    /// <summary>Seconds between two tellings of an active alert; under Alertmanager's resolve_timeout.</summary>
    public int ResendSeconds { get; set; } = 60;

    /// <summary>Seconds that an alert is active at least; above Alertmanager's longest group_wait.</summary>
    public int HoldSeconds { get; set; } = 300;

    /// <summary>What the sink is given; only where there is an address.</summary>
    public AlertmanagerSinkOptions ToSinkOptions(Func<string, string?> runbookOf) => new()
    {
        Urls = [.. Urls.Select(u => new Uri(u))],
        Username = Username,
        Password = Password,
        Link = Link,
        RunbookOf = runbookOf,
        Resend = TimeSpan.FromSeconds(ResendSeconds),
        Hold = TimeSpan.FromSeconds(HoldSeconds),
    };

    public IEnumerable<string> Validate()
    {
        for (var i = 0; i < Urls.Count; i++)
        {
            if (!IsAddress(Urls[i]))
            {
                yield return $"sinks.alertmanager.urls[{i}]: {Urls[i]} is no http or https address";
            }
        }

        if (Link.Length > 0 && !IsAddress(Link.Replace("{id}", "0", StringComparison.Ordinal).Replace("{rule}", "0", StringComparison.Ordinal)))
        {
            yield return $"sinks.alertmanager.link: {Link} is no http or https address";
        }

        if (ResendSeconds < 1 || HoldSeconds < 0)
        {
            yield return "sinks.alertmanager: resendSeconds must be at least 1, holdSeconds not negative";
        }
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
