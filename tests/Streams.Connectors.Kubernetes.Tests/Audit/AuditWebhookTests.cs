using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Streams.Connectors.Kubernetes.Audit;

namespace Streams.Connectors.Kubernetes.Tests.Audit;

public sealed class AuditWebhookTests
{
    private readonly List<byte[]> published = [];

    [Fact]
    public async Task Receive_Batch_IsPublishedAsItCame()
    {
        const string Batch = """{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{"auditID":"a"}, {"auditID":"b"}]}""";

        Assert.Equal(200, await PostAsync(Batch));

        Assert.Equal(Batch, Encoding.UTF8.GetString(Assert.Single(published)));
    }

    [Fact]
    public async Task Receive_Nothing_IsRefused()
    {
        Assert.Equal(400, await PostAsync(""));
        Assert.Empty(published);
    }

    [Fact]
    public async Task Receive_BrokerDown_AsksToSendAgain() =>
        Assert.Equal(503, await PostAsync("""{"items":[]}""", (_, _) => throw new IOException("down")));

    [Fact]
    public async Task Receive_AnswersOnlyWhenTheBrokerHasIt()
    {
        var broker = new TaskCompletionSource();
        var answer = PostAsync("""{"items":[]}""", (_, _) => broker.Task);

        Assert.False(answer.IsCompleted);
        broker.SetResult();

        Assert.Equal(200, await answer);
    }

    [Fact]
    public async Task Receive_LargeBatch_IsSplitByItems()
    {
        var items = Enumerable.Range(0, 40).Select(i => $$"""{"auditID":"{{i}}","requestURI":"{{new string('u', 50_000)}}"}""").ToArray();

        Assert.Equal(200, await PostAsync($$"""{"kind":"EventList","items":[{{string.Join(',', items)}}]}"""));

        Assert.Equal(items, published.Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task Receive_LargeItem_LosesItsBodiesAndSaysSo()
    {
        var body = new string('b', 2_000_000);

        Assert.Equal(200, await PostAsync($$$"""{"items":[{"auditID":"a","verb":"create","annotations":{"k":"v"},"requestObject":{"x":"{{{body}}}"},"responseObject":{"x":"{{{body}}}"}},{"auditID":"b"}]}"""));

        Assert.Equal(
            ["""{"auditID":"a","verb":"create","annotations":{"audit.k8s.io/truncated":"true","k":"v"}}""", """{"auditID":"b"}"""],
            published.Select(Encoding.UTF8.GetString));
    }

    [Theory]
    [InlineData("{\"items\":[{\"auditID\":\"a\",\"requestURI\":\"", "\"},{\"auditID\":\"b\"}]}")]
    [InlineData("no JSON at all ", "")]
    [InlineData("[\"", "\"]")]
    public async Task Receive_TooLargeForARecord_IsCutAndHoldsNothingBack(string before, string after)
    {
        Assert.Equal(200, await PostAsync(before + new string('u', 2_000_000) + after));

        Assert.All(published, p => Assert.InRange(p.Length, 1, AuditBatch.MaxRecordBytes));
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(published[0]));
    }

    [Theory]
    [InlineData("Bearer right-token", 200)]
    [InlineData("Bearer wrong-token", 401)]
    [InlineData("right-token", 401)]
    [InlineData("", 401)]
    public async Task Receive_WithATokenAsked_TakesOnlyWhoShowsIt(string authorization, int answer)
    {
        Assert.Equal(answer, await PostAsync("""{"items":[]}""", null, "right-token", authorization));
        Assert.Equal(answer == 200 ? 1 : 0, published.Count);
    }

    private async Task<int> PostAsync(string body, Func<byte[], CancellationToken, Task>? publish = null, string token = "", string authorization = "")
    {
        var webhook = new AuditWebhook(publish ?? ((batch, _) =>
        {
            published.Add(batch);
            return Task.CompletedTask;
        }), token);
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        await webhook.ReceiveAsync(context);
        return context.Response.StatusCode;
    }
}
