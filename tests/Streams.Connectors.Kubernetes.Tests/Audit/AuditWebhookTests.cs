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
    public async Task Receive_batch_is_published_as_it_came()
    {
        const string Batch = """{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a"}, {"auditID":"b"}]}""";

        Assert.Equal(200, await PostAsync(Batch));

        Assert.Equal(Batch, Encoding.UTF8.GetString(Assert.Single(_published)));
    }

    [Fact]
    public async Task Receive_nothing_is_refused()
    {
        Assert.Equal(400, await PostAsync(""));
        Assert.Empty(_published);
    }

    [Fact]
    public async Task Receive_broker_down_asks_to_send_again() =>
        Assert.Equal(503, await PostAsync("""{"items":[]}""", (_, _) => throw new IOException("down")));

    [Fact]
    public async Task Receive_answers_only_when_the_broker_has_it()
    {
        var broker = new TaskCompletionSource<bool>();
        var answer = PostAsync("""{"items":[]}""", (_, _) => broker.Task);

        Assert.False(answer.IsCompleted);
        broker.SetResult(true);

        Assert.Equal(200, await answer);
    }

    [Fact]
    public async Task Receive_large_batch_is_split_by_items()
    {
        var items = Enumerable.Range(0, 40).Select(i => $$"""{"auditID":"{{i}}","requestURI":"{{new string('u', 50_000)}}"}""").ToArray();

        Assert.Equal(200, await PostAsync($$"""{"kind":"EventList","items":[{{string.Join(',', items)}}]}"""));

        Assert.Equal(items, _published.Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task Receive_large_item_loses_its_bodies_and_says_so()
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
    public async Task Receive_large_item_stays_whole_where_the_topic_takes_it()
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
    public async Task Receive_too_large_for_a_record_is_cut_and_holds_nothing_back()
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
    public async Task Receive_what_is_no_batch_is_refused(string body)
    {
        Assert.Equal(400, await PostAsync(body));
        Assert.Empty(_published);
    }

    [Fact]
    public async Task Receive_more_items_than_any_api_server_sends_is_refused_in_no_time()
    {
        Assert.Equal(413, await PostAsync($"{{\"kind\":\"EventList\",\"items\":[{string.Join(',', Enumerable.Repeat("{}", 200_000))}]}}"));
        Assert.Empty(_published);
    }

    [Fact]
    public async Task Receive_an_item_that_is_very_deep_costs_no_other()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 300)) + "1" + new string('}', 300);

        Assert.Equal(200, await PostAsync($"{{\"items\":[{{\"auditID\":\"a\",\"x\":{deep}}},{{\"auditID\":\"b\",\"x\":\"{new string('u', 800_000)}\"}}]}}"));
        Assert.Equal(2, _published.Count);
    }

    [Fact]
    public async Task Receive_bytes_that_are_no_text_cost_no_batch()
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
    public async Task Receive_zipped_is_read_within_the_same_limit_and_any_other_encoding_is_refused()
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
    public async Task Receive_more_than_all_may_hold_is_asked_for_later_and_the_room_is_given_back()
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
    public async Task Receive_without_the_token_the_body_is_not_read()
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
    public async Task Receive_with_a_token_asked_takes_only_who_shows_it(string authorization, int answer)
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
