using System.Net;
using System.Text;
using Streams.Connectors.Kafka.Schemas;

namespace Streams.Connectors.Kafka.Tests.Schemas;

/// <summary>Against a double that answers as a registry does: no registry can be had here.</summary>
public sealed class SchemaRegistrationTests
{
    [Fact]
    public async Task Register_gives_the_registrys_ids()
    {
        using var registry = Start(out var url);
        var served = ServeAsync(registry, path =>
            path.Contains("/subjects/alerts-value/versions", StringComparison.Ordinal)
                ? (200, """{"id": 4711}""")
                : (404, """{"error_code": 40401, "message": "Subject not found"}""")
        );

        var ids = await SchemaRegistration.RegisterAsync(url, [("alert", "alerts-value", """{"type": "string"}""")]);

        Assert.Equal(4711, ids["alert"]);
        registry.Stop();
        await served;
    }

    [Fact]
    public async Task Register_refused_says_which()
    {
        using var registry = Start(out var url);
        var served = ServeAsync(registry, _ => (409, """{"error_code": 409, "message": "incompatible"}"""));

        var error = await Assert.ThrowsAsync<IOException>(() => SchemaRegistration.RegisterAsync(url, [("alert", "alerts-value", """{"type": "string"}""")]));

        Assert.Contains("alerts-value", error.Message, StringComparison.Ordinal);
        registry.Stop();
        await served;
    }

    private static HttpListener Start(out string url)
    {
        for (var port = 28_081; ; port++)
        {
            url = $"http://127.0.0.1:{port}/";
            var listener = new HttpListener();
            listener.Prefixes.Add(url);
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (port < 28_181)
            {
                listener.Close();
            }
        }
    }

    private static async Task ServeAsync(HttpListener registry, Func<string, (int Status, string Body)> answer)
    {
        while (registry.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await registry.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var (status, body) = answer(context.Request.RawUrl ?? "");
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/vnd.schemaregistry.v1+json";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }
}
