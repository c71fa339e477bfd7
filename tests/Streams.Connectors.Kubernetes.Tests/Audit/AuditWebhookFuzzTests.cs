using System.Text;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Kubernetes.Audit;
using Streams.Schemas.Tests.Fuzz;

namespace Streams.Connectors.Kubernetes.Tests.Audit;

/// <summary>
/// Whatever is posted is taken or refused for good: an answer that asks for it again (503) would come again each time, and the API server drops such a batch
/// with all that is in it. STREAMS_FUZZ sets the number of inputs.
/// </summary>
public sealed class AuditWebhookFuzzTests
{
    private const string Batch = """
        {"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[
        {"level":"Request","auditID":"a","stage":"ResponseComplete","verb":"patch","user":{"username":"alice","extra":{"k":["v"]}},"userAgent":"k\ud83d\ude00","requestObject":[{"op":"add","path":"/spec","value":{"hostPID":true}}],"annotations":{"a":"b"}},
        {"level":"Metadata","auditID":"b","stage":"ResponseComplete","verb":"list","sourceIPs":["203.0.113.5"],"objectRef":{"resource":"secrets"},"responseStatus":{"code":200}}]}
        """;

    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("STREAMS_FUZZ"), out var count) ? count : 20_000;

    private static readonly byte[] Padding = [.. "{\"requestObject\":{\"data\":{\"x\":\""u8, .. Enumerable.Repeat((byte)'x', 1_100_000), .. "\"}},"u8];

    [Fact]
    public async Task Whatever_is_posted_is_taken_or_refused_and_never_asked_for_again()
    {
        var mutator = new Mutator([Encoding.UTF8.GetBytes(Batch), """{"items":[]}"""u8.ToArray()], seed: 20261130);
        var webhook = new AuditWebhook((record, _) => Task.FromResult(record.Length <= 1_000_000), new AuditWebhookOptions());
        var answers = new HashSet<int>();
        for (var i = 0; i < Inputs; i++)
        {
            var input = mutator.Next();
            var body = i % 200 == 0 ? Padded(input) : input;

            var answer = await AnswerAsync(webhook, body);

            Assert.True(answer is 200 or 400 or 413, $"input {i}: {answer} to {Convert.ToBase64String(input)}");
            answers.Add(answer);
        }

        Assert.Superset(new HashSet<int> { 200, 400 }, answers);
    }

    /// <summary>Its first item is longer than what a topic takes.</summary>
    private static byte[] Padded(byte[] input) =>
        input.AsSpan().IndexOf("[\n{"u8) is >= 0 and var items ? [.. input[..(items + 2)], .. Padding, .. input[(items + 3)..]] : input;

    private static async Task<int> AnswerAsync(AuditWebhook webhook, byte[] body)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(body);
        await webhook.ReceiveAsync(context);
        return context.Response.StatusCode;
    }
}
