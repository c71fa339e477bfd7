using System.Runtime.ExceptionServices;
using Streams.Schemas.Events;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Properties;

/// <summary>A line of text is tried for no JSON: an exception, also one that is caught, costs as much as twenty lines.</summary>
public sealed class TextCostTests
{
    [Theory]
    [InlineData(EventSource.Container, "2026-11-24T10:00:01.123456789Z stdout F order stored")]
    [InlineData(EventSource.Container, "2026-11-24T10:00:01.123456789Z stdout F [2026-11-24T10:00:01.123Z] \"GET / HTTP/1.1\" 200 -")]
    [InlineData(EventSource.Dns, "2026-11-24T10:00:01.123456789Z stdout F [INFO] 10.0.0.7:1 - 2 \"A IN a.example. udp 41 false 512\" NOERROR qr 74 0.001s")]
    [InlineData(EventSource.Dns, "[INFO] 10.0.0.7:1 - 2 \"A IN a.example. udp 41 false 512\" NOERROR qr 74 0.001s")]
    [InlineData(EventSource.Journal, "2026-11-24T10:00:01.123456+00:00 node-1 sshd[1]: Failed password for root from 203.0.113.5 port 1 ssh2 [preauth]")]
    [InlineData(EventSource.Journal, "1795514401.123456 node-1 sshd[1]: x")]
    [InlineData(EventSource.Journal, "type=USER_LOGIN msg=audit(1795514401.123:45): pid=1 uid=0 res=failed")]
    [InlineData(EventSource.Kernel, "[ 1202.354906] x: IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 LEN=1 PROTO=TCP SPT=1 DPT=2 [x]")]
    [InlineData(
        EventSource.Kernel,
        "2026-11-24T10:00:01.123456+00:00 node-1 kernel: [ 1.2] x: IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 LEN=1 PROTO=TCP SPT=1 DPT=2"
    )]
    [InlineData(EventSource.Kernel, "4,711,1202354906,-;x: IN=a OUT=b SRC=192.0.2.1 DST=192.0.2.2 LEN=1 PROTO=TCP SPT=1 DPT=2")]
    public void A_line_of_text_costs_no_exception(EventSource source, string line)
    {
        var (own, thrown) = (Environment.CurrentManagedThreadId, 0);
        EventHandler<FirstChanceExceptionEventArgs> count = (_, _) => thrown += Environment.CurrentManagedThreadId == own ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += count;
        try
        {
            Assert.NotEmpty(Lines.ParseText(source, line + "\n").Events);
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= count;
        }

        Assert.Equal(0, thrown);
    }
}
