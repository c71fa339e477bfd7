using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Streams.Host.Schemas;

namespace Streams.Host.Tests.Schemas;

public sealed class RegistrySchemasTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private readonly List<int> _asked = [];
    private WebApplication _registry = null!; // set before each test
    private bool _isBroken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _registry = builder.Build();
        _registry.Urls.Add("http://127.0.0.1:0");
        _registry.MapGet("/schemas/ids/{id:int}", Answer);
        await _registry.StartAsync();
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public void A_schema_is_asked_for_once_known_or_not()
    {
        using var schemas = Schemas();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("Line", schemas.Find(7)?.Name);
            Assert.Null(schemas.Find(404));
            Assert.Null(schemas.Find(8)); // a JSON schema
        }

        Assert.Equal([7, 404, 8], _asked);
    }

    [Fact]
    public void A_flood_of_forged_numbers_asks_ten_times_a_second()
    {
        using var schemas = Schemas();
        for (var id = 1_000; id < 3_000; id++)
        {
            Assert.Null(schemas.Find(id));
        }

        Assert.Equal(10, _asked.Count);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("Line", schemas.Find(7)?.Name);
    }

    [Fact]
    public void A_registry_that_does_not_answer_is_asked_again_after_half_a_minute()
    {
        using var schemas = Schemas();
        _isBroken = true;
        Assert.Null(schemas.Find(7));
        Assert.Null(schemas.Find(7));
        Assert.Single(_asked);

        _isBroken = false;
        _clock.Now += TimeSpan.FromSeconds(30);
        Assert.Equal("Line", schemas.Find(7)?.Name);
    }

    private RegistrySchemas Schemas() => new(_registry.Urls.First(), _clock, NullLogger.Instance);

    private IResult Answer(int id)
    {
        lock (_asked)
        {
            _asked.Add(id);
        }

        return id switch
        {
            _ when _isBroken => Results.StatusCode((int)HttpStatusCode.ServiceUnavailable),
            7 => Results.Json(new { schema = """{"type":"record","name":"Line","fields":[{"name":"log","type":"string"}]}""" }),
            8 => Results.Json(new { schemaType = "JSON", schema = "{}" }),
            _ => Results.Json(new { error_code = 40403, message = "Schema not found" }, statusCode: (int)HttpStatusCode.NotFound),
        };
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddDays(20_000);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
