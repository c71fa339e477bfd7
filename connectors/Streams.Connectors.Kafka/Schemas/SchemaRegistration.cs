using Confluent.SchemaRegistry;

namespace Streams.Connectors.Kafka.Schemas;

/// <summary>Registers schemas with a registry that speaks Confluent's protocol.</summary>
public static class SchemaRegistration
{
    /// <summary>Registers each schema under its subject; one that is there already keeps its id.</summary>
    /// <param name="url">The registry's address.</param>
    /// <param name="schemas">Name, subject and text.</param>
    /// <returns>The registry's ids by name.</returns>
    /// <exception cref="IOException">The registry does not answer, or finds a schema incompatible with the one it has.</exception>
    public static async Task<IReadOnlyDictionary<string, int>> RegisterAsync(string url, IEnumerable<(string Name, string Subject, string Text)> schemas)
    {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        using var client = new CachedSchemaRegistryClient(new SchemaRegistryConfig { Url = url, RequestTimeoutMs = 10_000 });
        foreach (var (name, subject, text) in schemas)
        {
            try
            {
                ids[name] = await client.RegisterSchemaAsync(subject, new Schema(text, SchemaType.Avro)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SchemaRegistryException or HttpRequestException or TaskCanceledException)
            {
                throw new IOException($"the schema registry at {url} did not take {subject}: {e.Message}", e);
            }
        }

        return ids;
    }
}
