using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Matching;

/// <summary>Many networks and addresses, found by halving: ranges that overlap are one.</summary>
internal sealed class NetworkTable : ValueMatcher
{
    private readonly UInt128[] _firsts;
    private readonly UInt128[] _lasts;

    private NetworkTable(List<(UInt128 First, UInt128 Last)> ranges)
    {
        ranges.Sort();
        var merged = new List<(UInt128 First, UInt128 Last)>(ranges.Count);
        foreach (var range in ranges)
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last)
            {
                merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }

        (_firsts, _lasts) = ([.. merged.Select(r => r.First)], [.. merged.Select(r => r.Last)]);
    }

    public override int Cost => 10;

    /// <exception cref="RuleException">A value is neither a network nor an address.</exception>
    public static NetworkTable Of(IReadOnlyList<string> values, Mark at)
    {
        var ranges = new List<(UInt128, UInt128)>(values.Count);
        foreach (var value in values)
        {
            if (IPAddress.TryParse(value, out var address))
            {
                var number = NumberOf(address);
                ranges.Add((number, number));
            }
            else if (IPNetwork.TryParse(value, out var network))
            {
                var bits = (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - network.PrefixLength;
                var first = NumberOf(network.BaseAddress);
                ranges.Add((first, bits == 128 ? UInt128.MaxValue : first + ((UInt128.One << bits) - 1)));
            }
            else
            {
                throw new RuleException(
                    at,
                    $"the list has '{value}', which is no network and no address: write address/length with no bits set beyond the length, as in 10.0.0.0/8"
                );
            }
        }

        return new NetworkTable(ranges);
    }

    public override bool Matches(in SlotValue value, SlotTable table)
    {
        if (value.Kind != SlotKind.Text || !IPAddress.TryParse(table.Text(in value), out var address))
        {
            return false;
        }

        var number = NumberOf(address);
        var at = Array.BinarySearch(_firsts, number);
        at = at < 0 ? ~at - 1 : at;
        return at >= 0 && number <= _lasts[at];
    }

    /// <summary>IPv4 as the addresses of IPv6 that stand for it.</summary>
    private static UInt128 NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            bytes[10] = bytes[11] = 0xFF;
            address.TryWriteBytes(bytes[12..], out _);
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
        }

        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
