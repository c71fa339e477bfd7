using Streams.Schemas.Events;

namespace Streams.Schemas.Tests.Fuzz;

/// <summary>Lines of each dialect, so that a fuzz run reaches all of them also without the shared data.</summary>
internal static class Samples
{
    public static IReadOnlyList<string> Of(EventSource source) =>
        source switch
        {
            EventSource.Container =>
            [
                "2026-11-23T07:48:48.902366610+00:00 stdout F {\"method\":\"GET\",\"path\":\"/a?b=c\",\"status\":200,\"client\":\"10.0.0.1\",\"ua\":\"x\"}",
                "2026-11-23T07:48:48.902366610Z stderr P part one ",
                "2026-11-23T07:48:48.902366610Z stderr F part two",
                "2026-11-23T07:48:48.902366610Z stdout F 203.0.113.114 - - [23/Nov/2026:07:48:49 +0000] \"GET /x?y=1 HTTP/1.1\" 200 18 \"-\" \"Mozilla/5.0\"",
                "{\"log\":\"hello\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-23T07:48:48Z\",\"_p\":\"P\",\"kubernetes\":{\"pod_name\":\"a\",\"namespace_name\":\"b\",\"pod_ip\":\"::1\",\"pod\":{\"name\":\"c\",\"uid\":\"d\"}}}",
            ],
            EventSource.Audit =>
            [
                "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[{\"auditID\":\"a\",\"verb\":\"get\",\"sourceIPs\":[\"::1\"]},3,{\"kind\":\"Pod\"}]}",
                "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1beta1\",\"timestamp\":\"2026-11-23T07:48:48Z\",\"auditID\":\"a\",\"verb\":\"create\",\"requestURI\":\"/api/v1/namespaces/a/pods/b/exec?command=sh&command=-c&command=ls+%2F\",\"objectRef\":{\"resource\":\"pods\",\"subresource\":\"exec\",\"namespace\":\"a\",\"name\":\"b\"},\"requestObject\":{\"command\":[\"sh\",\"-c\"]},\"user\":{\"username\":\"u\",\"groups\":[\"g\"],\"extra\":{\"authentication.kubernetes.io/credential-id\":[\"JTI=1\"]}},\"impersonatedUser\":{\"username\":\"v\"},\"responseStatus\":{\"code\":101}}",
            ],
            EventSource.Dns =>
            [
                "[INFO] [2001:db8::1]:51234 - 7 \"AAAA IN Example.COM. udp 46 false 512\" NXDOMAIN qr,aa,rd 90 0.0003s",
                "2026-11-23T07:48:48.902Z [INFO] 10.0.0.1:53 - 7 \"A IN a.svc.cluster.local. tcp 46 true 4096\" NOERROR qr 90 0.0003s \"0\"",
                "[ERROR] plugin/errors: 2 x.example. A: read udp: timeout",
                "{\"log\":\"[INFO] 10.0.0.1:53 - 7 \\\"A IN a.b. udp 4 false 512\\\" - - 0 1s\\n\",\"kubernetes\":{\"host\":\"n\"}}",
            ],
            EventSource.Journal =>
            [
                "{\"MESSAGE\":[72,105],\"_PID\":\"1\",\"SYSLOG_IDENTIFIER\":\"sshd\",\"SYSLOG_FACILITY\":[\"3\",\"4\"],\"__REALTIME_TIMESTAMP\":\"1795420122152036\"}",
                "<86>1 2026-11-23T07:48:48.902366Z host sshd 123 - [a@1 b=\"c\\\"]\"] \ufeffAccepted publickey for root from 2001:db8::7 port 22 ssh2",
                "Feb 21 21:54:44 localhost sshd[3402]: Failed password for invalid user a from 10.0.2.2 port 63673 ssh2",
                "Feb 24 00:13:02 precise32 sudo:      tsg : user NOT in sudoers ; TTY=pts/1 ; PWD=/home/vagrant ; USER=root ; COMMAND=/bin/ls",
                "Feb 22 11:47:05 localhost useradd[6995]: new user: name=apache, UID=48, GID=48, home=/usr/share/httpd, shell=/sbin/nologin",
                "Feb 22 11:47:05 localhost su[6995]: (to root) alice on pts/1",
                "Feb 22 11:47:05 h CRON[1]: (root) CMD (/bin/true)",
                "Feb 22 11:47:05 h systemd[1]: a.service: Failed with result 'exit-code'.",
                "Feb 22 11:47:05 h kernel: [12.5] DROP IN=eth0 OUT= SRC=10.0.0.1 DST=10.0.0.2 LEN=40 PROTO=TCP SPT=1 DPT=2 SYN",
            ],
            EventSource.Kernel =>
            [
                "<4>Jan  8 03:37:09 DENY: IN=eth0 OUT= MAC=90:10:28:5f:62:24:90:10:18:5a:89:2a:08:00 SRC=192.0.2.71 DST=192.0.2.83 LEN=88 PROTO=ICMP TYPE=3 CODE=3 [SRC=192.0.2.83 DST=192.168.173.191 LEN=60 PROTO=UDP SPT=21458 DPT=62936 LEN=40 ]",
                "[ 1029.810064] SD-DENY IN=v0 OUT= SRC=fe80::1%eth0 DST=ff02::16 LEN=60 PROTO=ICMPv6 TYPE=143 CODE=0",
                "<4>1 2026-11-23T07:48:48Z host kernel - - - calico-packet: IN=a OUT=b SRC=10.0.0.1 DST=10.0.0.2 LEN=40 PROTO=UDP SPT=1 DPT=2 LEN=20",
            ],
            _ =>
            [
                "{\"hostname\":\"n\",\"rule\":\"r\",\"priority\":\"Notice\",\"tags\":[\"a\"],\"time\":\"2026-11-23T07:48:48Z\",\"output_fields\":{\"evt.time\":1795420129295375913,\"evt.type\":\"connect\",\"fd.name\":\"[::1]:1->[::2]:2\",\"container.id\":null,\"k8s.pod.name\":\"<NA>\",\"proc.pid\":1}}",
                "{\"rule\":\"Falco internal: metrics snapshot\",\"source\":\"internal\",\"output_fields\":{\"evt.time\":1}}",
            ],
        };
}
