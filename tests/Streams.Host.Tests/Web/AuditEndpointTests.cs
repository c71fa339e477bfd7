using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Web;
using Streams.Host.Web.Audit;

namespace Streams.Host.Tests.Web;

/// <summary>The audit webhook over TLS: who may post.</summary>
public sealed class AuditEndpointTests : IAsyncLifetime
{
    private const string Batch = """{"kind":"EventList","items":[]}""";
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly TestCertificates _ours = new("ours");
    private readonly TestCertificates _others = new("others");
    private RawProducer _producer = null!; // set before any test
    private WebApplication _server = null!; // set before any test

    public async ValueTask InitializeAsync()
    {
        _broker.CreateTopic("raw.audit", 1);
        _producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers });
        _ours.Usage = TestCertificates.ForServers;
        var (certificate, key) = _ours.Sign("server");
        _ours.Usage = TestCertificates.ForClients;
        var http = new HttpOptions
        {
            AuditToken = "secret",
            Tls =
            {
                Certificate = certificate,
                Key = key,
                ClientCa = _ours.AuthorityFile,
            },
        };
        _server = WebServer.Create(new IPEndPoint(IPAddress.Loopback, 0), http);
        AuditEndpoint.Map(_server, http, _producer, "raw.audit");
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _producer.Dispose();
        _broker.Dispose();
        _ours.Dispose();
        _others.Dispose();
    }

    [Fact]
    public async Task A_batch_with_token_and_certificate_is_in_kafka_when_it_is_answered()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(_ours, "secret"));

        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = _broker.BootstrapServers,
                Topics = ["raw.audit"],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        Assert.Equal(Batch, Encoding.UTF8.GetString(Assert.Single(await reader.ReadToEndAsync().ToListAsync()).Value ?? []));
    }

    [Fact]
    public async Task A_batch_without_token_is_refused() => Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(_ours, "guessed"));

    [Fact]
    public async Task A_batch_without_certificate_is_refused() => Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(null, "secret"));

    [Fact]
    public async Task A_client_with_a_certificate_of_another_authority_is_not_spoken_to() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(_others, "secret"));

    [Theory]
    [InlineData(TestCertificates.ForServers)]
    [InlineData("")]
    public async Task A_client_with_a_certificate_made_for_something_else_is_not_spoken_to(string usage)
    {
        _ours.Usage = usage;

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(_ours, "secret"));
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    public async Task A_batch_from_a_page_of_another_origin_is_refused(string origin) =>
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(_ours, "secret", r => r.Headers.Add("Origin", origin)));

    [Fact]
    public async Task Every_answer_has_the_headers_that_browsers_obey()
    {
        using var client = _ours.Client(null);
        using var response = await client.GetAsync($"{WebServer.AddressOf(_server)}/nowhere");

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("127.0.0.1:8080", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("streams.soc.svc", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.MisdirectedRequest)]
    public async Task Without_a_token_or_certificate_a_batch_is_taken_under_names_of_ours_only(string host, HttpStatusCode answer)
    {
        var http = new HttpOptions { Hosts = ["streams.soc.svc"] };
        await using var open = WebServer.Create(new IPEndPoint(IPAddress.Loopback, 0), http);
        AuditEndpoint.Map(open, http, _producer, "raw.audit");
        await open.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{WebServer.AddressOf(open)}/audit")
        {
            Content = new StringContent(Batch),
            Headers = { Host = host },
        };

        using var response = await client.SendAsync(request);

        Assert.Equal(answer, response.StatusCode);
    }

    private async Task<HttpStatusCode> PostAsync(TestCertificates? shown, string token, Action<HttpRequestMessage>? change = null)
    {
        using var client = _ours.Client(shown);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{WebServer.AddressOf(_server)}/audit")
        {
            Content = new StringContent(Batch),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        change?.Invoke(request);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
