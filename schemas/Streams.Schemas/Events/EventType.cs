namespace Streams.Schemas.Events;

/// <summary>What happened, within its source. The number is on the wire: append only.</summary>
public enum EventType : byte
{
    /// <summary>Anything without a more precise type.</summary>
    Other = 0,

    /// <summary>A container's log line.</summary>
    Log = 1,

    /// <summary>A web server's access-log line inside a container log.</summary>
    Access = 2,

    /// <summary>A Kubernetes API request.</summary>
    Request = 3,

    /// <summary>exec, attach or port-forward into a pod.</summary>
    Exec = 4,

    /// <summary>A DNS question with its response code.</summary>
    Query = 5,

    /// <summary>An error line of the DNS server.</summary>
    DnsError = 6,

    /// <summary>An authentication attempt (sshd, su): see <c>event.outcome</c>.</summary>
    Login = 7,

    /// <summary>A command run through sudo.</summary>
    Sudo = 8,

    /// <summary>A session opened or closed (PAM).</summary>
    Session = 9,

    /// <summary>A local user or group added, changed or removed.</summary>
    UserChange = 10,

    /// <summary>A command run by cron.</summary>
    Cron = 11,

    /// <summary>systemd unit state.</summary>
    Unit = 12,

    /// <summary>A packet logged by netfilter.</summary>
    Flow = 13,

    /// <summary>A process started.</summary>
    Process = 14,

    /// <summary>A file opened, written or removed.</summary>
    File = 15,

    /// <summary>A connection or another network call of a process.</summary>
    Network = 16,

    /// <summary>Health of a sensor: metrics, drops, heartbeats. Never an alert.</summary>
    Health = 17,
}
