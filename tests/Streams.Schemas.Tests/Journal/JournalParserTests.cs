using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Journal;

public sealed class JournalParserTests
{
    private static SeenEvent Of(string program, string message) => Lines.One(EventSource.Journal, $"2026-11-23T07:48:48Z node-1 {program}[12]: {message}");

    [Theory]
    [InlineData("Accepted password for deploy from 203.0.113.10 port 35313 ssh2", "success", "deploy", "203.0.113.10", "35313", "password")]
    [InlineData("Failed password for invalid user a b from 2001:DB8::7 port 1 ssh2", "failure", "a b", "2001:db8::7", "1", "password")]
    [InlineData("Failed none for invalid user  from 10.0.0.1 port 1 ssh2", "failure", null, "10.0.0.1", "1", "none")]
    public void Ssh_attempts_are_logins(string message, string outcome, string? user, string address, string port, string method)
    {
        var seen = Of("sshd", message);

        Assert.Equal(
            (EventType.Login, outcome, user, address, port, method),
            (seen.Type, seen["event.outcome"], seen["user.name"]?.Trim(), seen["source.ip"], seen["source.port"], seen["auth.method"])
        );
        Assert.Equal(("node-1", "12"), (seen.Entity("node"), seen["process.pid"]));
    }

    [Fact]
    public void Sudo_has_user_target_command_and_outcome()
    {
        var done = Of("sudo", "  deploy : TTY=pts/0 ; PWD=/home/deploy ; USER=root ; ENV=A=b ; COMMAND=/usr/bin/cat /etc/shadow ; x");
        var refused = Of("sudo", "tsg : user NOT in sudoers ; TTY=pts/1 ; PWD=/ ; USER=root ; COMMAND=/bin/ls");

        Assert.Equal(
            (EventType.Sudo, "deploy", "root", "/usr/bin/cat /etc/shadow ; x", "pts/0", "success"),
            (done.Type, done["user.name"], done["user.target.name"], done["process.command_line"], done["process.tty"], done["event.outcome"])
        );
        Assert.Equal(("failure", "user NOT in sudoers"), (refused["event.outcome"], refused["event.reason"]));
    }

    [Theory]
    [InlineData("su", "(to root) alice on pts/1", EventType.Login)]
    [InlineData("CRON", "(root) CMD (/bin/true (x))", EventType.Cron)]
    [InlineData("sshd", "pam_unix(sshd:session): session opened for user deploy(uid=1001) by (uid=0)", EventType.Session)]
    [InlineData("useradd", "new user: name=svc-sync, UID=0, GID=1002, home=/home/svc-sync, shell=/bin/bash, from=none", EventType.UserChange)]
    [InlineData("usermod", "add 'alice' to group 'sudo'", EventType.UserChange)]
    [InlineData("systemd", "Started Session 61 of user opsuser.", EventType.Unit)]
    [InlineData("systemd", "logrotate.service: Succeeded.", EventType.Unit)]
    [InlineData("kernel", "[ 12.5] calico-drop: IN=cali1 OUT=cali2 SRC=10.244.0.60 DST=10.244.0.11 LEN=60 PROTO=TCP SPT=1 DPT=22 SYN", EventType.Flow)]
    [InlineData("chronyd", "Selected source 192.0.2.123", EventType.Other)]
    public void Programs_have_their_types(string program, string message, EventType type) => Assert.Equal(type, Of(program, message).Type);

    [Theory]
    [InlineData("passwd", "pam_unix(passwd:chauthtok): password changed for root", "root")]
    [InlineData("chpasswd", "pam_unix(chpasswd:chauthtok): password changed for svc-backup", "svc-backup")]
    [InlineData("sshd", "pam_unix(sshd:chauthtok): password changed for dana by x", "dana")]
    public void A_password_changed_through_pam_names_whose(string program, string message, string user)
    {
        var seen = Of(program, message);

        Assert.Equal((EventType.UserChange, user, "password_changed"), (seen.Type, seen["user.name"], seen["event.action"]));
    }

    [Fact]
    public void A_repeated_message_is_read_as_the_message()
    {
        var seen = Of("sshd", "message repeated 5 times: [ Failed password for root from 10.0.0.1 port 22 ssh2]");

        Assert.Equal((EventType.Login, "root", "failure", "5"), (seen.Type, seen["user.name"], seen["event.outcome"], seen["event.repeated"]));
        Assert.Equal("Failed password for root from 10.0.0.1 port 22 ssh2", seen["message"]);
    }

    [Theory]
    [InlineData("message repeated 0 times: [ Failed password for root from 10.0.0.1 port 22 ssh2]")]
    [InlineData("message repeated -3 times: [ Failed password for root from 10.0.0.1 port 22 ssh2]")]
    [InlineData("message repeated 5 times: [ Failed password for root")]
    [InlineData("message repeated many times: [ Failed password for root from 10.0.0.1 port 22 ssh2]")]
    public void What_only_looks_repeated_stays_as_it_is(string message)
    {
        var seen = Of("sshd", message);

        Assert.Equal((null, message), (seen["event.repeated"], seen["message"]));
    }

    [Fact]
    public void Old_lines_of_Pam_and_carriage_returns_are_read()
    {
        var failure = Lines.One(
            EventSource.Journal,
            "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0 euid=0 tty=NODEVssh ruser= rhost=218.188.2.4  user=root\r\n"
        );
        var session = Lines.One(EventSource.Journal, "Jun 14 15:16:01 combo su(pam_unix)[19939]: session opened for user news by (uid=0)\r");

        Assert.Equal(("failure", "root", "218.188.2.4"), (failure["event.outcome"], failure["user.name"], failure["source.ip"]));
        Assert.Equal((EventType.Session, "news"), (session.Type, session["user.name"]));
    }

    [Fact]
    public void Useradd_has_the_account()
    {
        var seen = Of("useradd", "new user: name=svc-sync, UID=0, GID=1002, home=/home/svc-sync, shell=/bin/bash, from=none");

        Assert.Equal(("svc-sync", "0", "/home/svc-sync", "/bin/bash"), (seen["user.name"], seen["user.target.id"], seen["user.home"], seen["user.shell"]));
    }

    [Fact]
    public void Kubelet_names_the_pod()
    {
        var seen = Of("kubelet", "I1123 07:38:06.968136    1187 kubelet.go:2082] SyncLoop (ADD, \"api\"): \"nightly-1_backup(08d68cb4-d692)\"");

        Assert.Equal(
            ("nightly-1", "backup", "08d68cb4-d692", "ADD"),
            (seen.Entity("pod"), seen.Entity("namespace"), seen.Entity("pod_uid"), seen["event.action"])
        );
    }

    [Theory]
    [InlineData("2026-01-01T00:00:30Z", "2025-12-31T23:59:59.000000000Z")]
    [InlineData("2026-12-31T23:59:59Z", "2026-12-31T23:59:59.000000000Z")]
    public void A_header_without_a_year_takes_that_of_the_append_time(string append, string time)
    {
        var nanos = (DateTimeOffset.Parse(append, null).UtcTicks - DateTime.UnixEpoch.Ticks) * 100;

        var seen = Lines.One(EventSource.Journal, "Dec 31 23:59:59 h sshd[1]: x", appendTime: new Timestamp(nanos));

        Assert.Equal((time, TimeSource.Header), ((string?)seen.Json["time"], seen.TimeSource));
    }

    [Fact]
    public void A_header_without_a_zone_takes_that_of_the_options()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("plus two", TimeSpan.FromHours(2), null, null);
        var options = new ParserOptions { TimeBase = new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero), TimeZone = zone };

        Assert.Equal("2024-02-29T10:00:00.000000000Z", (string?)Lines.One(EventSource.Journal, "Feb 29 12:00:00 h a: b", options).Json["time"]);
    }

    [Fact]
    public void A_header_without_a_year_and_nothing_to_take_it_from_has_no_time() =>
        Assert.Equal(Timestamp.Unknown, Lines.One(EventSource.Journal, "Feb 29 12:00:00 h a: b").Time);

    [Fact]
    public void Rfc_5424_is_read()
    {
        var seen = Lines.One(
            EventSource.Journal,
            "<86>1 2026-11-23T07:48:48.5+01:00 host sshd 123 ID [a@1 b=\"c]\\\"\"][d] \ufeffAccepted publickey for root from 10.0.0.7 port 22 ssh2"
        );

        Assert.Equal(
            (EventType.Login, "host", "123", "6", "10", "2026-11-23T06:48:48.500000000Z"),
            (seen.Type, seen["host.name"], seen["process.pid"], seen["log.syslog.priority"], seen["log.syslog.facility"], (string?)seen.Json["time"])
        );
    }

    [Theory]
    [InlineData("no header at all", DeadReason.Malformed)]
    [InlineData("""{"a":1}""", DeadReason.UnknownEnvelope)]
    [InlineData("""{"MESSAGE":"x" """, DeadReason.InvalidJson)]
    public void Something_else_is_dead(string record, DeadReason reason) => Assert.Equal(reason, Lines.DeadReasonOf(EventSource.Journal, record));
}
