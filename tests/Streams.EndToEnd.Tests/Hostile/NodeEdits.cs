using System.Globalization;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>A user of a node writes to its journal under any identifier; the author of a policy chooses the prefix of its log lines.</summary>
internal static class NodeEdits
{
    public static IEnumerable<Edit> All =>
        [
            Script.Flood("logger under sshd's name says all is well", EventSource.Journal, 200, 0, 1, (at, i) =>
                Logger(at, i, "sshd", "Accepted publickey for root from 198.51.100.99 port 22 ssh2")
            ),
            Script.Flood("logger under sshd's name floods", EventSource.Journal, 5_000, 0, 0.9, (at, i) =>
                Logger(at, i, "sshd", $"Failed password for u{i} from 192.0.2.{i % 250} port 22 ssh2")
            ),
            Script.Flood("logger under systemd's name says that a sensor stopped", EventSource.Journal, 20, 0, 1, (at, i) =>
                Logger(at, i, "systemd", "Stopped falco.service - Falco: Container Native Runtime Security.")
            ),
            Script.Lines("prefix that says accepted", EventSource.Kernel, line =>
                line.Replace("calico-packet: ", "allow accept calico-packet: ", StringComparison.Ordinal)
            ),
        ];

    private static string Logger(DateTimeOffset at, int number, string identifier, string message)
    {
        var micros = (at.Ticks - DateTimeOffset.UnixEpoch.Ticks) / 10;
        return new JsonObject
        {
            ["__CURSOR"] = $"s=ffff;i={number:x}",
            ["__REALTIME_TIMESTAMP"] = micros.ToString(CultureInfo.InvariantCulture),
            ["_HOSTNAME"] = "node-1",
            ["_TRANSPORT"] = "syslog",
            ["_COMM"] = "logger",
            ["_EXE"] = "/usr/bin/logger",
            ["_UID"] = "1000",
            ["_SYSTEMD_UNIT"] = "session-3.scope",
            ["SYSLOG_IDENTIFIER"] = identifier,
            ["PRIORITY"] = "6",
            ["MESSAGE"] = message,
        }.ToJsonString();
    }
}
