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

    private ReadOnlySpan<byte> Address(int index) => _texts.AsSpan(index * IpAddress.MaxLength, _lengths[index]);

    private bool IsTrusted(ReadOnlySpan<byte> address)
    {
        if (options.TrustedProxies.Count == 0 || !IPAddress.TryParse(Encoding.ASCII.GetString(address), out var parsed))
        {
            return false;
        }

        foreach (var network in options.TrustedProxies)
        {
            if (network.Contains(parsed))
            {
                return true;
            }
        }

        return false;
    }
}
