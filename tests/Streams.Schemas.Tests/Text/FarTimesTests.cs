using System.Globalization;
using Streams.Schemas.Events;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Text;

/// <summary>A time that no clock shows, in whichever notation, is no time: never an exception, which would stop the partition that the line stands in.</summary>
public sealed class FarTimesTests
{
    private static readonly string[] Notations =
    [
        "{0}.5 node-1 sshd[1]: Failed password for root from 203.0.113.5 port 1 ssh2",
        "{0}.123456 node-1 kernel: x: IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 LEN=1 PROTO=TCP SPT=1 DPT=2",
        "[{0}.123456] x: IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 LEN=1 PROTO=TCP SPT=1 DPT=2",
        "4,711,{0},-;x: IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 LEN=1 PROTO=TCP SPT=1 DPT=2",
        "node=n type=USER_LOGIN msg=audit({0}.250:99): pid=1 uid=0 res=failed",
        "Nov 24 10:00:01 node-1 kernel: audit: type=1400 audit({0}.250:99): apparmor=\"DENIED\"",
        "{0}-11-24T10:00:01Z stdout F x",
        "2026-11-24T10:00:01.{0}Z stdout F x",
        "2026-11-24T10:00:01+{0} node-1 sshd[1]: x",
        "<38>1 {0} node-1 sshd 1 - - x",
        "Nov {0} 10:00:01 node-1 sshd[1]: x",
        """{{"@timestamp":{0}.5,"stream":"stdout","log":"x","kubernetes":{{"pod_name":"a","namespace_name":"b"}}}}""",
        """{{"@timestamp":"{0}","stream":"stdout","log":"x","kubernetes":{{"pod_name":"a","namespace_name":"b"}}}}""",
        """{{"__REALTIME_TIMESTAMP":"{0}","_HOSTNAME":"n","MESSAGE":"x","SYSLOG_IDENTIFIER":"sshd"}}""",
        """{{"_time":{0}e5,"_raw":"x","host":"n","source":"/var/log/containers/a"}}""",
        """{{"time":{0}.1,"event":"x","host":"n","sourcetype":"a"}}""",
        """{{"hostname":"n","output":"x","priority":"Notice","rule":"r","time":"2026-11-24T10:00:01Z","output_fields":{{"evt.time":{0},"evt.type":"execve"}}}}""",
        """{{"timestamp":{0},"eventName":"execve","processName":"x","args":[]}}""",
        """{{"streams":[{{"stream":{{"pod":"a"}},"values":[["{0}","x"]]}}]}}""",
        """["tag",{0}.5,{{"stream":"stdout","log":"x"}}]""",
        """{{"resourceLogs":[{{"scopeLogs":[{{"logRecords":[{{"timeUnixNano":"{0}","body":{{"stringValue":"x"}}}}]}}]}}]}}""",
        "{0} 192.0.2.1 - - [{0}/Nov/2026:10:00:01 +0000] \"GET / HTTP/1.1\" 200 1",
        "[INFO] 192.0.2.1:1 - {0} \"A IN a.example. udp 1 false 512\" NOERROR qr 1 {0}.5s",
    ];

    private static readonly string[] Digits =
    [
        "0",
        "1",
        "00000000001",
        "1795514402",
        "9223372036",
        "9223372037",
        "9999999999",
        "253402300800",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999",
        new('9', 400),
    ];

    public static TheoryData<EventSource> Sources => [.. EventSources.All];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_time_that_no_clock_shows_ends_nothing(EventSource source)
    {
        foreach (var notation in Notations)
        {
            foreach (var digits in Digits)
            {
                var line = string.Format(CultureInfo.InvariantCulture, notation, digits);

                var lines = Lines.ParseText(source, line + "\n");

                Assert.True(lines.Counts.In > 0, line);
                Assert.Equal(lines.Counts.In, lines.Counts.Events + lines.Counts.Fragments + lines.Counts.Dead + lines.Counts.Health);
            }
        }
    }
}
