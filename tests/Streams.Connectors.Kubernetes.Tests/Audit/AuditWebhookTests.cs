using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Kubernetes.Audit;
using ZstdSharp;

namespace Streams.Connectors.Kubernetes.Tests.Audit;

public sealed class AuditWebhookTests
{
    private readonly List<byte[]> _published = [];

    [Fact]
    public async Task Receive_Batch_IsPublishedAsItCame()
    {
        const string Batch = """{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a"}, {"auditID":"b"}]}""";

        Assert.Equal(200, await PostAsync(Batch));

        Assert.Equal(Batch, Encoding.UTF8.GetString(Assert.Single(_published)));
    }

    [Fact]
    public async Task Receive_Nothing_IsRefused()
    {
        Assert.Equal(400, await PostAsync(""));
        Assert.Empty(_published);
    }

    [Fact]
    public async Task Receive_BrokerDown_AsksToSendAgain() => Assert.Equal(503, await PostAsync("""{"items":[]}""", (_, _) => throw new IOException("down")));

    [Fact]
    public async Task Receive_AnswersOnlyWhenTheBrokerHasIt()
    {
        var broker = new TaskCompletionSource<bool>();
        var answer = PostAsync("""{"items":[]}""", (_, _) => broker.Task);

        Assert.False(answer.IsCompleted);
        broker.SetResult(true);

        Assert.Equal(200, await answer);
    }

    [Fact]
    public async Task Receive_LargeBatch_IsSplitByItems()
    {
        var items = Enumerable.Range(0, 40).Select(i => $$"""{"auditID":"{{i}}","requestURI":"{{new string('u', 50_000)}}"}""").ToArray();

        Assert.Equal(200, await PostAsync($$"""{"kind":"EventList","items":[{{string.Join(',', items)}}]}"""));

        Assert.Equal(items, _published.Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task Receive_LargeItem_LosesItsBodiesAndSaysSo()
    {
        var body = new string('b', 2_000_000);

        Assert.Equal(
            200,
            await PostAsync(
                $$$"""{"items":[{"auditID":"a","verb":"create","annotations":{"k":"v"},"requestObject":{"x":"{{{body}}}"},"responseObject":{"x":"{{{body}}}"}},{"auditID":"b"}]}"""
            )
        );

        Assert.Equal(
            ["""{"auditID":"a","verb":"create","annotations":{"audit.k8s.io/truncated":"true","k":"v"}}""", """{"auditID":"b"}"""],
            _published.Select(Encoding.UTF8.GetString)
        );
    }

    [Fact]
    public async Task Receive_LargeItem_StaysWholeWhereTheTopicTakesIt()
    {
        var item = $"{{\"auditID\":\"a\",\"verb\":\"create\",\"requestObject\":{{\"x\":\"{new string('b', 2_000_000)}\"}}}}";

        Assert.Equal(200, await PostAsync($"{{\"items\":[{item},{{\"auditID\":\"b\"}}]}}", (batch, _) =>
            {
                _published.Add(batch);
                return Task.FromResult(true);
            }));

        Assert.Equal([item, """{"auditID":"b"}"""], _published.Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task Receive_TooLargeForARecord_IsCutAndHoldsNothingBack()
    {
        Assert.Equal(200, await PostAsync("{\"items\":[{\"auditID\":\"a\",\"requestURI\":\"" + new string('u', 2_000_000) + "\"},{\"auditID\":\"b\"}]}"));

        Assert.Equal((AuditBatch.MaxRecordBytes, "{\"auditID\":\"b\"}"), (_published[0].Length, Encoding.UTF8.GetString(_published[1])));
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(_published[0]));
    }

    [Theory]
    [InlineData("no JSON at all")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"items\":[1]}")]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"items\":[{\"auditID\":\"a\"}")]
    [InlineData("{\"items\":[{\"kind\":\"Pod\"},{}]}")]
    [InlineData("{\"items\":[]} more")]
    [InlineData("{\"items\":[]}{\"items\":[]}")]
    public async Task Receive_WhatIsNoBatch_IsRefused(string body)
    {
        Assert.Equal(400, await PostAsync(body));
        Assert.Empty(_published);
    }

    [Fact]
    public async Task Receive_MoreItemsThanAnyApiServerSends_IsRefused_InNoTime()
    {
        Assert.Equal(413, await PostAsync($"{{\"kind\":\"EventList\",\"items\":[{string.Join(',', Enumerable.Repeat("{}", 200_000))}]}}"));
        Assert.Empty(_published);
    }

    [Fact]
    public async Task Receive_AnItemThatIsVeryDeep_CostsNoOther()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 300)) + "1" + new string('}', 300);

        Assert.Equal(200, await PostAsync($"{{\"items\":[{{\"auditID\":\"a\",\"x\":{deep}}},{{\"auditID\":\"b\",\"x\":\"{new string('u', 800_000)}\"}}]}}"));
        Assert.Equal(2, _published.Count);
    }

    [Fact]
    public async Task Receive_BytesThatAreNoText_CostNoBatch()
    {
        var body = Encoding.UTF8.GetBytes(
            $"{{\"items\":[{{\"auditID\":\"a\",\"requestURI\":\"/??\"}},{{\"auditID\":\"b\",\"x\":\"{new string('u', 800_000)}\"}}]}}"
        );
        body[body.AsSpan().IndexOf("??"u8)] = 0xff;
        body[body.AsSpan().IndexOf("?\""u8)] = 0xc0;

        Assert.Equal(200, await PostAsync(body));
        Assert.Equal("{\"auditID\":\"a\",\"requestURI\":\"/\uFFFD\uFFFD\"}", Encoding.UTF8.GetString(_published[0]));
    }

    [Fact]
    public async Task Receive_Zipped_IsReadWithinTheSameLimit_AndAnyOtherEncodingIsRefused()
    {
        Assert.Equal(200, await PostAsync(Zip("{\"items\":[]}"), encoding: "gzip"));
        Assert.Equal("{\"items\":[]}", Encoding.UTF8.GetString(Assert.Single(_published)));
        Assert.Equal(
            413,
            await PostAsync(
                Zip("{\"items\":[\"" + new string('u', 3_000_000) + "\"]}"),
                encoding: "gzip",
                options: new AuditWebhookOptions { MaxBodyBytes = 1_000_000 }
            )
        );
        Assert.Equal(400, await PostAsync("{\"items\":[]}"u8.ToArray(), encoding: "gzip"));
        Assert.Equal(415, await PostAsync("{\"items\":[]}"u8.ToArray(), encoding: "br"));
        Assert.Equal(200, await PostAsync(Zstd("{\"items\":[]}"), encoding: "zstd"));
        Assert.Equal(
            413,
            await PostAsync(
                Zstd("{\"items\":[\"" + new string('u', 3_000_000) + "\"]}"),
                encoding: "zstd",
                options: new AuditWebhookOptions { MaxBodyBytes = 1_000_000 }
            )
        );
        Assert.Equal(400, await PostAsync("{\"items\":[]}"u8.ToArray(), encoding: "zstd"));
        Assert.Equal(400, await PostAsync(Zip("{\"items\":[]}")[..^12], encoding: "gzip"));
    }

    [Fact]
    public async Task Receive_MoreThanAllMayHold_IsAskedForLater_AndTheRoomIsGivenBack()
    {
        var options = new AuditWebhookOptions { MaxBytesInFlight = 1_000_000 };
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var webhook = new AuditWebhook(
            async (_, _) =>
            {
                arrived.TrySetResult();
                await go.Task;
                return true;
            },
            options
        );
        var large = Encoding.UTF8.GetBytes($"{{\"items\":[{{\"auditID\":\"{new string('a', 500_000)}\"}}]}}");
        var first = SendAsync(webhook, large);
        await arrived.Task;

        var second = await SendAsync(webhook, large);

        Assert.Equal((429, "1"), (second.StatusCode, second.Headers.RetryAfter.ToString()));
        go.SetResult();
        Assert.Equal(200, (await first).StatusCode);
        Assert.Equal(200, (await SendAsync(webhook, large)).StatusCode);
    }

    [Fact]
    public async Task Receive_WithoutTheToken_TheBodyIsNotRead()
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(new byte[1000]);
        await new AuditWebhook((_, _) => Task.FromResult(true), new AuditWebhookOptions { Token = "right-token" }).ReceiveAsync(context);

        Assert.Equal((401, 0L), (context.Response.StatusCode, context.Request.Body.Position));
    }

    [Theory]
    [InlineData("Bearer right-token", 200)]
    [InlineData("Bearer wrong-token", 401)]
    [InlineData("right-token", 401)]
    [InlineData("", 401)]
    public async Task Receive_WithATokenAsked_TakesOnlyWhoShowsIt(string authorization, int answer)
    {
        Assert.Equal(answer, await PostAsync("""{"items":[]}""", null, "right-token", authorization));
        Assert.Equal(answer == 200 ? 1 : 0, _published.Count);
    }

    private Task<int> PostAsync(string body, Func<byte[], CancellationToken, Task<bool>>? publish = null, string token = "", string authorization = "") =>
        PostAsync(Encoding.UTF8.GetBytes(body), publish, new AuditWebhookOptions { Token = token }, authorization);

    private async Task<int> PostAsync(
        byte[] body,
        Func<byte[], CancellationToken, Task<bool>>? publish = null,
        AuditWebhookOptions? options = null,
        string authorization = "",
        string encoding = ""
    )
    {
        var webhook = new AuditWebhook(
            publish
                ?? (
                    (batch, _) =>
                    {
                        // As a topic does that has Kafka's default limit.
                        if (batch.Length > 1_000_000)
                        {
                            return Task.FromResult(false);
                        }

                        _published.Add(batch);
                        return Task.FromResult(true);
                    }
                ),
            options ?? new AuditWebhookOptions()
        );
        return (await SendAsync(webhook, body, authorization, encoding)).StatusCode;
    }

    private static async Task<HttpResponse> SendAsync(AuditWebhook webhook, byte[] body, string authorization = "", string encoding = "")
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        context.Request.Headers.ContentEncoding = encoding;
        context.Request.Body = new MemoryStream(body);
        await webhook.ReceiveAsync(context);
        return context.Response;
    }

    private static byte[] Zstd(string text)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(Encoding.UTF8.GetBytes(text)).ToArray();
    }

    private static byte[] Zip(string text)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return zipped.ToArray();
    }
}
