using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;

namespace Streams.Schemas.Signals;

/// <summary>Entities as they stand on a topic, a map by the kinds' names, read in place: good as long as its bytes are. A kind that is not known is passed over.</summary>
/// <param name="reader">Stands before the map.</param>
public ref struct EntityMap(AvroReader reader)
{
    private AvroReader _reader = reader;
    private int _left;

    /// <summary>The kind that <see cref="Next"/> came to.</summary>
    public EntityKind Kind { get; private set; }

    /// <summary>Its value, UTF-8.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Stands behind the map once <see cref="Next"/> has found no more.</summary>
    internal readonly AvroReader Behind => _reader;

    /// <summary>Goes on to the next entity.</summary>
    /// <returns>False where there is none, or the bytes cannot be read.</returns>
    public bool Next()
    {
        while (_left > 0 || (_left = _reader.Block()) > 0)
        {
            _left--;
            var isKnown = EntityKinds.TryParse(_reader.Bytes(), out var kind);
            Kind = kind;
            Value = _reader.Bytes();
            if (_reader.Failed)
            {
                return false;
            }

            if (isKnown)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All that are left, as objects of their own.</summary>
    internal EntitySet ReadAll()
    {
        var entities = new EntitySet();
        while (Next())
        {
            entities[Kind] = Encoding.UTF8.GetString(Value);
        }

        return entities;
    }

    /// <summary>Passes over a map.</summary>
    /// <returns>The map that was passed over.</returns>
    internal static EntityMap Skip(scoped ref AvroReader reader)
    {
        var map = new EntityMap(reader);
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                reader.Bytes();
                reader.Bytes();
            }
        }

        return map;
    }
}
