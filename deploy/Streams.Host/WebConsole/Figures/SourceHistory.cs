using System.Text.Json;
using Streams.Schemas.Events;

namespace Streams.Host.WebConsole.Figures;

/// <summary>The last five minutes of every source, a figure a second, for a page that has just been opened.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class SourceHistory
{
    /// <summary>How many seconds are kept.</summary>
    public const int Seconds = 300;

    private readonly Lock _gate = new();
    private readonly Queue<IReadOnlyList<SourceFigures>> _samples = new(Seconds);

    public void Add(IReadOnlyList<SourceFigures> sample)
    {
        lock (_gate)
        {
            if (_samples.Count == Seconds)
            {
                _samples.Dequeue();
            }

            _samples.Enqueue(sample);
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        IReadOnlyList<SourceFigures>[] samples;
        lock (_gate)
        {
            samples = [.. _samples];
        }

        json.WriteStartObject();
        json.WriteNumber("step", 1);
        json.WriteStartObject("sources");
        foreach (var source in EventSources.All)
        {
            var figures = samples.Select(s => s.FirstOrDefault(f => f.Source == source)).ToArray();
            json.WriteStartObject(source.Name());
            Write(json, "rate", figures, f => f.Rate);
            Write(json, "lag", figures, f => f.Lag);
            Write(json, "lateness", figures, f => f.Lateness);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, SourceFigures?[] figures, Func<SourceFigures, double?> value)
    {
        json.WriteStartArray(name);
        foreach (var figure in figures)
        {
            json.WriteOptional(figure is null ? null : value(figure));
        }

        json.WriteEndArray();
    }
}
