using System.Text.Json;

namespace Streams.Schemas.Feeds.Documents;

/// <summary>The places of a document, in the order in which it is written.</summary>
internal sealed class DocumentMap
{
    private readonly Place[] _places;

    /// <param name="places">The places; none within another.</param>
    /// <exception cref="ArgumentException">One is a value and an object at once.</exception>
    public DocumentMap(IEnumerable<Place> places)
    {
        _places = [.. places.OrderBy(p => p.Path.Replace('.', '\0'), StringComparer.Ordinal)];
        for (var i = 1; i < _places.Length; i++)
        {
            if (Common(_places[i - 1].Segments, _places[i].Segments) == _places[i - 1].Segments.Count)
            {
                throw new ArgumentException($"{_places[i - 1].Path} and {_places[i].Path} cannot both stand in a document", nameof(places));
            }
        }
    }

    /// <summary>The places.</summary>
    public IReadOnlyList<Place> Places => _places;

    /// <summary>Writes an event's document.</summary>
    public void Write(Utf8JsonWriter json, FeedEvent e)
    {
        IReadOnlyList<string> at = [];
        var open = 0;
        json.WriteStartObject();
        foreach (var place in _places)
        {
            if (!place.IsIn(e))
            {
                continue;
            }

            var (path, common) = (place.Segments, Common(at, place.Segments));
            for (; open > common; open--)
            {
                json.WriteEndObject();
            }

            for (; open < path.Count - 1; open++)
            {
                json.WriteStartObject(path[open]);
            }

            json.WritePropertyName(path[^1]);
            place.Write(json, e);
            at = path;
        }

        for (; open >= 0; open--)
        {
            json.WriteEndObject();
        }
    }

    private static int Common(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var common = 0;
        while (common < one.Count && common < other.Count && one[common] == other[common])
        {
            common++;
        }

        return common;
    }
}
