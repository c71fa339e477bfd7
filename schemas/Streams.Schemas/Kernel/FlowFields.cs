using System.Buffers.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>What the flows of JSON dialects have in common.</summary>
internal static class FlowFields
{
    private const int MostRepeated = 100_000;

    /// <summary>Adds the two ends, the transport and the IP version; false where one end is no address.</summary>
    public static bool TryAdd(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> transport, FieldSet fields)
    {
        if (!IpAddress.TryAdd(fields, Field.SourceIp, source) || !IpAddress.TryAdd(fields, Field.DestinationIp, destination))
        {
            return false;
        }

        fields.Add(Field.NetworkTransport, Transport.Name(transport));
        fields.Add(Field.NetworkType, fields.Text(Field.SourceIp).Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
        return true;
    }

    /// <summary>Adds a number that fits into sixteen bits: a port, or a type of ICMP.</summary>
    public static void AddPort(Field field, JsonOutline outline, int node, FieldSet fields)
    {
        if (outline.TryNumber(node, out var number) && number is >= 0 and <= ushort.MaxValue)
        {
            fields.Add(field, number);
        }
    }

    /// <summary>Adds one end, where it is an address.</summary>
    public static void AddAddress(Field field, ReadOnlySpan<byte> text, FieldSet fields) => _ = !text.IsEmpty && IpAddress.TryAdd(fields, field, text);

    /// <summary>Adds how many flows the record stands for.</summary>
    public static void AddRepeated(long flows, FieldSet fields)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = Utf8Formatter.TryFormat(Math.Min(flows, MostRepeated), digits, out var length);
        fields.Add(Field.EventRepeated, digits[..length]);
    }
}
