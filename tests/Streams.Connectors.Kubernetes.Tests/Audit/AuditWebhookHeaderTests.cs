using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Streams.Connectors.Kubernetes.Audit;

namespace Streams.Connectors.Kubernetes.Tests.Audit;

/// <summary>
/// No header lets a batch in without the token, changes what is published, or has a batch asked for again that will never be taken.
/// STREAMS_FUZZ sets the number of requests.
/// </summary>
public sealed class AuditWebhookHeaderTests
{
    private const string Token = "s3cret-Ä";
    private static readonly byte[] Batch =
        """{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{"level":"Metadata","auditID":"b","stage":"ResponseComplete","verb":"list","sourceIPs":["203.0.113.5"],"objectRef":{"resource":"secrets"},"responseStatus":{"code":200}}]}"""u8.ToArray();

    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("STREAMS_FUZZ"), out var count) ? count : 20_000;

    private static readonly string[] Names =
    [
        "Content-Encoding",
        "Content-Type",
        "Content-Length",
        "Transfer-Encoding",
        "Authorization",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Original-URL",
        "X-Http-Method-Override",
        "Expect",
        "Cookie",
        "traceparent",
        "baggage",
        "Audit-ID",
        "X-Scope-OrgID",
        "X-Tenant",
        "Content-Range",
        "If-None-Match",
        "\u212Aelvin",
        new('x', 4000),
    ];

    private static readonly string[] Values =
    [
        "",
        " ",
        "gzip",
        "GZIP",
        " gzip ",
        "x-gzip",
        "zstd",
        "identity",
        "gzip, gzip",
        "gzip,zstd",
        "br",
        "deflate",
        "chunked",
        "application/json",
        "application/x-protobuf",
        "Bearer",
        "Bearer ",
        "Bearer s3cret",
        "bearer " + Token,
        "Bearer  " + Token,
        "Bearer " + Token + " ",
        "Bearer " + Token + ", Bearer x",
        "Basic czNjcmV0",
        "Bearer " + Token,
        "127.0.0.1",
        "0",
        "-1",
        "1",
        "99999999999999999999",
        "100-continue",
        "\0",
        "a\r\nAuthorization: Bearer " + Token,
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "tenant=other",
        "é\u202e",
        new('A', 9000),
    ];

    [Fact]
    public async Task No_header_opens_the_door_or_changes_what_comes_in()
    {
        var random = new Random(20261130);
        var published = new List<byte[]>();
        var webhook = new AuditWebhook(
            (record, _) =>
            {
                published.Add(record);
                return Task.FromResult(true);
            },
            new AuditWebhookOptions { Token = Token }
        );
        var answers = new Dictionary<int, int>();
        for (var i = 0; i < Inputs; i++)
        {
            published.Clear();
            var context = Request(random);
            var sent = $"request {i}: {string.Join(" | ", context.Request.Headers.Select(h => $"{h.Key}={h.Value}"))}";

            await webhook.ReceiveAsync(context);

            var answer = context.Response.StatusCode;
            var isKnown = context.Request.Headers.Authorization.ToString() == "Bearer " + Token;
            Assert.True(answer is 200 or 400 or 401 or 413 or 415, $"{answer} to {sent}");
            Assert.True(isKnown == (answer != 401), $"{answer} to {sent}");
            Assert.Equal(answer == 200, published.Count == 1);
            Assert.All(published, p => Assert.Equal(Batch, p));
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
        }

        Assert.Superset(new HashSet<int> { 200, 400, 401, 415 }, new HashSet<int>(answers.Keys));
    }

    private static DefaultHttpContext Request(Random random)
    {
        var context = new DefaultHttpContext();
        var headers = context.Request.Headers;
        for (var count = random.Next(6); count > 0; count--)
        {
            var name = Names[random.Next(Names.Length)];
            var value = Values[random.Next(Values.Length)];
            headers[name] = random.Next(5) == 0 ? StringValues.Concat(headers[name], value) : value;
        }

        if (random.Next(3) > 0)
        {
            headers.Authorization = "Bearer " + Token;
        }

        context.Request.Body = new MemoryStream(random.Next(3) == 0 ? Compressed() : Batch);
        return context;
    }

    private static byte[] Compressed()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(Batch);
        }

        return stream.ToArray();
    }
}
