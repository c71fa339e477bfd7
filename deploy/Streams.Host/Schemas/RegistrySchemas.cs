using System.Collections.Concurrent;
using System.Net;
using Confluent.SchemaRegistry;
using Microsoft.Extensions.Logging;
using Streams.Host.Configuration;
using Streams.Schemas.Parsing;

namespace Streams.Host.Schemas;

/// <summary>
/// The schemas of a registry. Each is asked for once. Whoever writes into a raw topic chooses the number: at most <see cref="MostAsked"/> unknown ones are asked for in a second,
/// and while the registry does not answer nothing is asked for a while; what is not known by then is a dead letter, which can be sent again.
/// </summary>
internal sealed class RegistrySchemas : IWriterSchemas, IDisposable
{
    private const int MostKnown = 10_000;
    private const int MostAsked = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private readonly CachedSchemaRegistryClient _registry;
    private readonly string _url;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _asking = new();

    /// <summary>Schemas do not change; null: the registry has no Avro schema of that number.</summary>
    private readonly ConcurrentDictionary<int, Avro.Schema?> _known = new();
    private DateTimeOffset _windowBegan;
    private DateTimeOffset _awayUntil;
    private int _asked;

    /// <summary>Of the registry that the configuration names; null where it names none.</summary>
    public static RegistrySchemas? Of(KafkaOptions options, ILogger log) =>
        options.Registry is { } url ? new RegistrySchemas(url, TimeProvider.System, log) : null;

    /// <summary>Of the registry at an address.</summary>
    internal RegistrySchemas(string url, TimeProvider time, ILogger log)
    {
        (_url, _time, _log) = (url, time, log);
        _registry = new CachedSchemaRegistryClient(
            new SchemaRegistryConfig
            {
                Url = url,
                RequestTimeoutMs = 2_000,
                MaxRetries = 1, // with none the client ends in a NullReferenceException
                RetriesWaitMs = 10,
                RetriesMaxWaitMs = 10,
                MaxCachedSchemas = 1,
            }
        );
    }

    /// <inheritdoc/>
    public Avro.Schema? Find(int id) => _known.TryGetValue(id, out var known) ? known : Ask(id);

    /// <inheritdoc/>
    public void Dispose() => _registry.Dispose();

    private Avro.Schema? Ask(int id)
    {
        lock (_asking)
        {
            if (_known.TryGetValue(id, out var known))
            {
                return known;
            }

            var now = _time.GetUtcNow();
            if (now - _windowBegan >= Window)
            {
                (_windowBegan, _asked) = (now, 0);
            }

            if (now < _awayUntil || ++_asked > MostAsked)
            {
                return null;
            }

            try
            {
                return Keep(id, Parse(_registry.GetSchemaAsync(id).GetAwaiter().GetResult()));
            }
            catch (SchemaRegistryException unknown) when (unknown.Status == HttpStatusCode.NotFound)
            {
                return Keep(id, null);
            }
            catch (Exception e) when (e is SchemaRegistryException or HttpRequestException or OperationCanceledException)
            {
                _awayUntil = now + Silence;
                Log.RegistryAway(_log, _url, id, e.Message);
                return null;
            }
        }
    }

    /// <summary>A table that is full keeps what it has: real schemas come first, and few.</summary>
    private Avro.Schema? Keep(int id, Avro.Schema? schema)
    {
        if (_known.Count < MostKnown)
        {
            _known[id] = schema;
        }

        return schema;
    }

    private static Avro.Schema? Parse(Schema schema)
    {
        try
        {
            return schema.SchemaType == SchemaType.Avro && schema.References.Count == 0 ? Avro.Schema.Parse(schema.SchemaString) : null;
        }
        catch (Avro.AvroException)
        {
            return null;
        }
    }
}
