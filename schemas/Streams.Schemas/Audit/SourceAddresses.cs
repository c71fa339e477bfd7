using System.Net;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>
/// <c>sourceIPs</c>: the last is the peer of the API server; all before it are what the client's headers say (X-Forwarded-For, X-Real-Ip).
/// The source is the last, and what stands before it only where a proxy that the operator trusts says so; the rest is <c>source.forwarded</c>.
/// </summary>
internal sealed class SourceAddresses(ParserOptions options)
{
    private const int Most = 64;
    private readonly byte[] _texts = new byte[Most * IpAddress.MaxLength];
    private readonly int[] _lengths = new int[Most];
    private readonly IPNetwork[] _trusted = [.. options.TrustedProxies.Select(Network)];
    private int _count;

    /// <summary>Reads the array that the cursor stands on.</summary>
    public void Read(ref JsonCursor json, FieldSet fields)
    {
        _count = 0;
        while (json.NextItem())
        {
            if (!json.IsString)
            {
                json.Skip();
                continue;
            }

            // Of more than fit, the last are those that count.
            var place = Math.Min(_count, Most - 1);
            if (IpAddress.TryCanonical(json.Text(), _texts.AsSpan(place * IpAddress.MaxLength), out _lengths[place]))
            {
                _count = place + 1;
            }
        }

        if (_count == 0)
        {
            return;
        }

        var source = _count - 1;
        while (source > 0 && IsTrusted(Address(source)))
        {
            source--;
        }

        fields.Add(Field.SourceIp, Address(source));
        for (var i = 0; i < source; i++)
        {
            fields.Add(Field.SourceForwarded, Address(i));
        }
    }

    /// <summary>A network, or an address alone. What is neither trusts nobody.</summary>
    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : new IPNetwork(IPAddress.None, 32);

    private ReadOnlySpan<byte> Address(int index) => _texts.AsSpan(index * IpAddress.MaxLength, _lengths[index]);

    private bool IsTrusted(ReadOnlySpan<byte> address)
    {
        if (_trusted.Length == 0 || !IPAddress.TryParse(Encoding.ASCII.GetString(address), out var parsed))
        {
            return false;
        }

        foreach (var network in _trusted)
        {
            if (network.Contains(parsed))
            {
                return true;
            }
        }

        return false;
    }
}
