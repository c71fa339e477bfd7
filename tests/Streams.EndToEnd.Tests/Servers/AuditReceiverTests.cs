using System.Diagnostics;
using System.Text;
using Streams.Connectors.Kafka.Reading;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary><c>streams receive</c> as a real API server speaks to it: TLS, a token, a client certificate.</summary>
public sealed class AuditReceiverTests
{
    [Fact]
    public async Task A_real_API_servers_batches_reach_kafka_over_TLS()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        MakeCertificates(folder.Path);
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}"}
            http:
              listen: "127.0.0.1:0"
              auditToken: 0123456789abcdef
              tls: {certificate: "{{folder.Path}}/tls.crt", key: "{{folder.Path}}/tls.key", clientCa: "{{folder.Path}}/ca.crt" }
            """
        );
        Assert.Equal(
            0,
            Support.SharedTools.Run("dotnet", Path.Combine(AppContext.BaseDirectory, "streams.dll"), "topics", "create", "--config", configuration).Code
        );
        using var receiver = StreamsService.Start(configuration, command: "receive");
        var address = await receiver.ReadyAsync();
        Assert.StartsWith("https://", address, StringComparison.Ordinal);
        var kubeconfig = folder.Write(
            "webhook.kubeconfig",
            $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: sink, cluster: {server: "{{address}}/audit", certificate-authority: "{{folder.Path}}/ca.crt"} }]
            users: [{name: sink, user: {token: 0123456789abcdef, client-certificate: "{{folder.Path}}/client.crt", client-key: "{{folder.Path}}/client.key"} }]
            contexts: [{name: sink, context: {cluster: sink, user: sink} }]
            current-context: sink
            """
        );
        using var kubernetes = ServerScript.UpOrSkip(
            "kubernetes",
            "--",
            $"--audit-webhook-config-file={kubeconfig}",
            "--audit-webhook-mode=batch",
            "--audit-webhook-batch-max-wait=1s"
        );
        using var kubectl = Process.Start(
            new ProcessStartInfo("/bin/bash", [kubernetes.Script, "kubectl", kubernetes.Directory, "create", "namespace", "over-tls"])
        )!; // bash is there
        await kubectl.WaitForExitAsync();
        Assert.Equal(0, kubectl.ExitCode);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = kafka["KAFKA_BOOTSTRAP"],
                Topics = ["raw.audit"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var found = false;
        while (!found)
        {
            Assert.False(patience.IsCancellationRequested, receiver.Output);
            found = (await reader.ReadBatchAsync()).Any(r => Encoding.UTF8.GetString(r.Value ?? []).Contains("over-tls", StringComparison.Ordinal));
        }

        Assert.Equal(0, await receiver.StopAsync());
    }

    private static void MakeCertificates(string folder)
    {
        var (code, output) = Support.SharedTools.Run(
            "bash",
            "-ec",
            $"""
            cd {folder}
            openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=test-ca -keyout ca.key -out ca.crt
            for name in tls client; do
              openssl req -newkey rsa:2048 -nodes -subj /CN=$name -keyout $name.key -out $name.csr
              printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n' >ext
              openssl x509 -req -in $name.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile ext -out $name.crt
            done
            """
        );
        Assert.True(code == 0, output);
    }
}
