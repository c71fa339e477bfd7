using System.Text;
using Streams.Schemas.Entities;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;

namespace Streams.Schemas.Batches;

/// <summary>
/// What a batch says once of the origin of all its records: read once and not for each, and no name longer than <see cref="BoundedName"/>,
/// so that many records under much said of them cost their sum and not their product.
/// </summary>
/// <param name="names">The names that say something of an origin.</param>
internal sealed class SharedOrigin(OriginName[] names)
{
    /// <summary>PATH_MAX: no longer file is read.</summary>
    private const int LongestFile = 4_096;
    private readonly FieldSet _said = new();
    private readonly List<Field> _fields = [];
    private byte[] _file = [];

    /// <summary>Nothing is said yet.</summary>
    public void Begin()
    {
        _said.Clear();
        _fields.Clear();
        _file = [];
    }

    /// <summary>Takes in what a name says; the first of each field stands.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        foreach (var row in names)
        {
            if (name.SequenceEqual(row.Name))
            {
                if (!_said.Has(row.Field))
                {
                    OriginName.Add(
                        _said,
                        row.Field,
                        text.Length > BoundedName.Longest ? Encoding.UTF8.GetBytes(BoundedName.Of(Encoding.UTF8.GetString(text))) : text
                    );
                    _fields.Add(row.Field);
                }

                return;
            }
        }
    }

    /// <summary>The file that all records were read from.</summary>
    public void SetFile(ReadOnlySpan<byte> path) => _file = path.Length > LongestFile ? [] : path.ToArray();

    /// <summary>A record's origin.</summary>
    public void Tell(Element element)
    {
        foreach (var field in _fields)
        {
            if (!element.Origin.Has(field))
            {
                element.Origin.CopyFirst(_said, field);
            }
        }

        if (_file.Length > 0)
        {
            element.SetFile(_file);
        }
    }
}
