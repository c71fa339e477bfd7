namespace Streams.Schemas.Entities;

/// <summary>At most one value a kind. Mutable and reused on the hot path; <see cref="Copy"/> makes one to keep.</summary>
public sealed class EntitySet
{
    private readonly string?[] _values = new string?[EntityKinds.Count];

    /// <summary>The value of a kind, or null.</summary>
    public string? this[EntityKind kind]
    {
        get => _values[(int)kind];
        set => _values[(int)kind] = BoundedName.Of(value);
    }

    /// <summary>Forgets all values.</summary>
    public void Clear() => Array.Clear(_values);

    /// <summary>A set of its own with the same values.</summary>
    public EntitySet Copy()
    {
        var copy = new EntitySet();
        _values.CopyTo(copy._values, 0);
        return copy;
    }

    /// <summary>Takes the other's values where this one has none.</summary>
    public void Fill(EntitySet other)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] ??= other._values[i];
        }
    }
}
