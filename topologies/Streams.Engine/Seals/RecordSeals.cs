using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Confluent.Kafka;

namespace Streams.Engine.Seals;

/// <summary>
/// Seals records of our own topics with a keyed MAC, and tells those that no holder of a key wrote: a Kafka user with rights on a raw topic cannot write watermarks, signals, rules or facts.
/// A seal covers the topic, the key, the value and every other header; it is no timestamp: a record that was sealed once is sealed wherever it stands in that topic. Thread-safe.
/// </summary>
/// <remarks>HMAC-SHA256 (FIPS 198-1), cut to 16 bytes (RFC 2104 §5), behind four bytes that name the key.</remarks>
public sealed class RecordSeals
{
    /// <summary>The header that bears the seal.</summary>
    public const string Header = "streams.seal";

    /// <summary>The fewest bytes of a key.</summary>
    public const int LeastKeyBytes = 32;
    private const int NameBytes = 4;
    private const int MacBytes = 16;
    private const int OnStack = 1_024;
    private static readonly byte[] Form = "streams seal 1"u8.ToArray();
    private readonly (uint Name, byte[] Key)[] _keys;
    private readonly ConcurrentDictionary<string, long> _refused = new(StringComparer.Ordinal);

    /// <param name="keys">The keys: the first seals, records under any of them are taken.</param>
    /// <param name="topics">The topics whose records are sealed.</param>
    /// <param name="acceptsUnsealed">Whether a record without a seal is taken, while an installation begins to seal.</param>
    public RecordSeals(IReadOnlyList<byte[]> keys, IReadOnlySet<string> topics, bool acceptsUnsealed = false)
    {
        if (keys.Count == 0 || keys.Any(k => k.Length < LeastKeyBytes))
        {
            throw new ArgumentException($"a key of at least {LeastKeyBytes} bytes is needed", nameof(keys));
        }

        _keys = [.. keys.Select(k => (NameOf(k), k))];
        (Topics, AcceptsUnsealed) = (topics, acceptsUnsealed);
    }

    /// <summary>The topics whose records are sealed.</summary>
    public IReadOnlySet<string> Topics { get; }

    /// <summary>Whether a record without a seal is taken.</summary>
    public bool AcceptsUnsealed { get; }

    /// <summary>The records that were not taken, by topic.</summary>
    public IReadOnlyDictionary<string, long> Refused => _refused;

    /// <summary>Seals a record that goes to one of the topics.</summary>
    public void Seal(string topic, Message<byte[], byte[]> message)
    {
        if (!Topics.Contains(topic))
        {
            return;
        }

        var seal = new byte[NameBytes + MacBytes];
        var (name, key) = _keys[0];
        BinaryPrimitives.WriteUInt32BigEndian(seal, name);
        Compute(key, topic, message.Key, message.Value, message.Headers, seal.AsSpan(NameBytes));
        (message.Headers ??= []).Add(Header, seal);
    }

    /// <summary>Whether a record was written by a holder of a key; one that was not is counted.</summary>
    /// <returns>Null where it may be taken, else why not.</returns>
    public string? Refuse(string topic, byte[]? key, byte[]? value, Headers? headers)
    {
        if (!Topics.Contains(topic) || Fault(topic, key, value, headers) is not { } fault)
        {
            return null;
        }

        _refused.AddOrUpdate(topic, 1, static (_, count) => count + 1);
        return fault;
    }

    private string? Fault(string topic, byte[]? key, byte[]? value, Headers? headers)
    {
        if (headers is null || !headers.TryGetLastBytes(Header, out var seal))
        {
            return AcceptsUnsealed ? null : "the record bears no seal";
        }

        if (seal is not { Length: NameBytes + MacBytes })
        {
            return "the record's seal is none";
        }

        var name = BinaryPrimitives.ReadUInt32BigEndian(seal);
        if (Array.Find(_keys, k => k.Name == name).Key is not { } secret)
        {
            return "the record's seal is of a key that is not known here";
        }

        Span<byte> expected = stackalloc byte[MacBytes];
        Compute(secret, topic, key, value, headers, expected);
        return CryptographicOperations.FixedTimeEquals(expected, seal.AsSpan(NameBytes)) ? null : "the record's seal does not fit its content";
    }

    private static void Compute(byte[] secret, string topic, byte[]? key, byte[]? value, Headers? headers, Span<byte> into)
    {
        var size = SizeOf(topic, key, value, headers);
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        Span<byte> text = rented is null ? stackalloc byte[OnStack] : rented;
        var writer = new SealText(text);
        writer.Add(Form);
        writer.Add(topic);
        writer.Add(key);
        writer.Add(value);
        for (var i = 0; i < (headers?.Count ?? 0); i++)
        {
            var header = headers![i]; // counted above
            if (header.Key != Header)
            {
                writer.Add(header.Key);
                writer.Add(header.GetValueBytes());
            }
        }

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, writer.Written, hash);
        hash[..MacBytes].CopyTo(into);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static int SizeOf(string topic, byte[]? key, byte[]? value, Headers? headers)
    {
        var size = SealText.SizeOf(Form.Length) + SealText.SizeOf(topic) + SealText.SizeOf(key?.Length ?? 0) + SealText.SizeOf(value?.Length ?? 0);
        for (var i = 0; i < (headers?.Count ?? 0); i++)
        {
            size += SealText.SizeOf(headers![i].Key) + SealText.SizeOf(headers[i].GetValueBytes()?.Length ?? 0); // counted above
        }

        return size;
    }

    private static uint NameOf(byte[] key) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Form, .. key]));
}
