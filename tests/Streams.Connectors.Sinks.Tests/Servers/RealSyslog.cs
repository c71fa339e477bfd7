using System.Diagnostics;
using System.Net.Sockets;

namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>A real syslog receiver with TLS on loopback, which writes a line a message; killed and removed at the end.</summary>
internal sealed class RealSyslog : IDisposable
{
    private readonly Process _process;

    private RealSyslog(string folder, int port, Process process) => (Folder, Port, _process) = (folder, port, process);

    /// <summary>Its certificates: <c>ca.crt</c>, <c>server.crt</c>, <c>server.key</c>.</summary>
    public string Folder { get; }

    public int Port { get; }

    /// <summary>Debian's rsyslog; skips the calling test, saying so, where it is missing.</summary>
    public static async Task<RealSyslog> RsyslogOrSkipAsync()
    {
        Assert.SkipUnless(
            DebianServer.IsThere("rsyslogd") && Directory.GetDirectories("/usr/lib").Any(d => File.Exists($"{d}/rsyslog/lmnsd_gtls.so")),
            "no rsyslogd with TLS: install Debian's packages rsyslog and rsyslog-gnutls"
        );
        return await StartAsync(
            (folder, port) =>
            {
                File.WriteAllText(
                    Path.Combine(folder, "rsyslog.conf"),
                    $$"""
                    global(workDirectory="{{folder}}" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="{{folder}}/ca.crt"
                           defaultNetstreamDriverCertFile="{{folder}}/server.crt" defaultNetstreamDriverKeyFile="{{folder}}/server.key" maxMessageSize="16k")
                    module(load="imtcp" StreamDriver.Name="gtls" StreamDriver.Mode="1" StreamDriver.AuthMode="anon")
                    template(name="all" type="string" string="%pri%|%timestamp:::date-rfc3339%|%hostname%|%app-name%|%msgid%|%msg%\n")
                    input(type="imtcp" port="{{port}}" address="127.0.0.1")
                    *.* action(type="omfile" file="{{folder}}/received" template="all" asyncWriting="off" flushOnTXEnd="on")
                    """
                );
                return new ProcessStartInfo("rsyslogd", ["-n", "-f", $"{folder}/rsyslog.conf", "-i", $"{folder}/pid"]);
            }
        );
    }

    /// <summary>Debian's syslog-ng, which cannot be installed beside rsyslog: unpacked where <c>SYSLOG_NG</c> says; skips the calling test, saying so, where it is missing.</summary>
    public static async Task<RealSyslog> SyslogNgOrSkipAsync()
    {
        var root = Environment.GetEnvironmentVariable("SYSLOG_NG") ?? "/opt/syslog-ng";
        Assert.SkipUnless(File.Exists($"{root}/usr/sbin/syslog-ng"), $"no syslog-ng under {root}: .ci/run unpacks it");
        return await StartAsync(
            (folder, port) =>
            {
                File.WriteAllText(
                    Path.Combine(folder, "syslog-ng.conf"),
                    $$"""
                    @version: 3.35
                    options { keep-hostname(yes); log-msg-size(16384); };
                    source s { syslog(ip("127.0.0.1") port({{port}}) transport("tls") tls(key-file("{{folder}}/server.key") cert-file("{{folder}}/server.crt") peer-verify(no))); };
                    destination d { file("{{folder}}/received" template("${PRI}|${R_ISODATE}|${HOST}|${PROGRAM}|${MSGID}|${MSG}\n") flush-lines(1)); };
                    log { source(s); destination(d); };
                    """
                );
                var start = new ProcessStartInfo(
                    $"{root}/usr/sbin/syslog-ng",
                    [
                        "-F",
                        "--no-caps",
                        "-f",
                        $"{folder}/syslog-ng.conf",
                        "-R",
                        $"{folder}/persist",
                        "-p",
                        $"{folder}/pid",
                        "-c",
                        $"{folder}/ctl",
                        $"--module-path={root}/usr/lib/syslog-ng/3.38",
                    ]
                );
                start.Environment["LD_LIBRARY_PATH"] = $"{root}/usr/lib/x86_64-linux-gnu:{root}/usr/lib/syslog-ng";
                return start;
            }
        );
    }

    /// <summary>The lines that it has written, once they are so many.</summary>
    public async Task<IReadOnlyList<string>> ReceivedAsync(int lines)
    {
        var file = Path.Combine(Folder, "received");
        for (var until = DateTime.UtcNow.AddSeconds(60); ; await Task.Delay(50))
        {
            string[] received = File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
            if (received.Length >= lines || DateTime.UtcNow > until)
            {
                return received;
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<RealSyslog> StartAsync(Func<string, int, ProcessStartInfo> configure)
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("streams-syslog-").FullName, LoopbackPort.Free());
        Certify(folder);
        var process = Process.Start(configure(folder, port))!; // it is started, or it throws
        for (var until = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(50))
        {
            Assert.False(process.HasExited || DateTime.UtcNow > until, "the receiver does not start");
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync("127.0.0.1", port);
                return new RealSyslog(folder, port, process);
            }
            catch (SocketException)
            {
                // not yet
            }
        }
    }

    private static void Certify(string folder)
    {
        Openssl(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=authority",
            "-keyout",
            $"{folder}/ca.key",
            "-out",
            $"{folder}/ca.crt"
        );
        Openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", $"{folder}/server.key", "-out", $"{folder}/server.csr");
        File.WriteAllText($"{folder}/names", "subjectAltName=DNS:localhost");
        Openssl(
            "x509",
            "-req",
            "-in",
            $"{folder}/server.csr",
            "-CA",
            $"{folder}/ca.crt",
            "-CAkey",
            $"{folder}/ca.key",
            "-CAcreateserial",
            "-days",
            "2",
            "-extfile",
            $"{folder}/names",
            "-out",
            $"{folder}/server.crt"
        );
    }

    private static void Openssl(params string[] arguments)
    {
        using var openssl = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true })!; // as above
        var error = openssl.StandardError.ReadToEnd();
        openssl.WaitForExit();
        Assert.True(openssl.ExitCode == 0, error);
    }
}
