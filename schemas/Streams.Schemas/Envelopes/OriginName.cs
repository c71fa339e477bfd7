using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>A shipper's name for something it says of a line's origin, and the field that means.</summary>
internal readonly record struct OriginName(byte[] Name, Field Field)
{
    /// <summary>Names and their fields.</summary>
    public static OriginName[] Table(params ReadOnlySpan<(string Name, Field Field)> rows)
    {
        var table = new OriginName[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            table[i] = new OriginName(Encoding.UTF8.GetBytes(rows[i].Name), rows[i].Field);
        }

        return table;
    }

    /// <summary>Adds what the members of an object say, each field once.</summary>
    public static void Add(Element element, JsonOutline outline, int parent, OriginName[] table)
    {
        for (var node = outline.First(parent); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = outline.Name(node);
            foreach (var row in table)
            {
                if (name.SequenceEqual(row.Name))
                {
                    Add(element.Origin, row.Field, outline.Text(node));
                    break;
                }
            }
        }
    }

    /// <summary>Whether the table has the name.</summary>
    public static bool IsOf(OriginName[] table, ReadOnlySpan<byte> name)
    {
        foreach (var row in table)
        {
            if (name.SequenceEqual(row.Name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds what a name of the table says.</summary>
    public static void AddOne(FieldSet origin, OriginName[] table, ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        foreach (var row in table)
        {
            if (name.SequenceEqual(row.Name))
            {
                Add(origin, row.Field, text);
                return;
            }
        }
    }

    /// <summary>Adds a value in its canonical form: addresses, and container ids without their scheme; not over one that is there.</summary>
    public static void Add(FieldSet origin, Field field, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || origin.Has(field))
        {
            return;
        }

        switch (field)
        {
            case Field.PodIp:
                IpAddress.TryAdd(origin, field, text);
                break;
            case Field.ContainerId:
                var scheme = text.IndexOf("://"u8);
                origin.Add(field, scheme < 0 ? text : text[(scheme + 3)..]);
                break;
            case Field.ContainerName:
                DockerName.Add(origin, text);
                break;
            case Field.Stream when !text.SequenceEqual("stdout"u8) && !text.SequenceEqual("stderr"u8):
                break;
            case Field.ProcessId or Field.SyslogPriority when Words.TryNumber(text, out var number):
                origin.Add(field, number);
                break;
            default:
                origin.Add(field, text);
                break;
        }
    }
}
