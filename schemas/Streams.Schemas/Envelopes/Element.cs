using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// What a record, or one of the elements in it, has come down to while its envelopes are taken off: the body, and what they said of it.
/// Reused from record to record; owned by one thread.
/// </summary>
internal sealed class Element(ParserOptions options)
{
    private readonly JsonOutline[] _outlines = [new(options), new(options)];
    private readonly ByteBuffer[] _bodies = [new(), new()];
    private readonly ByteBuffer[] _decoded = [new(), new()];
    private readonly ByteBuffer _kept = new();
    private readonly ByteBuffer _file = new();
    private int _turn;
    private int _decoding;
    private bool _outlined;
    private bool _isFileClaimed;
    private bool _isShallow;

    /// <summary>The innermost text or object so far.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The element as it stood in the record.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Whether the body begins as a JSON object does.</summary>
    public bool IsObject { get; private set; }

    /// <summary>The name of the innermost envelope.</summary>
    public string Envelope { get; set; } = Bare;

    /// <summary>The name of no envelope at all.</summary>
    public const string Bare = "bare";

    /// <summary>The time the shipper gave, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp Time { get; set; } = Timestamp.Unknown;

    /// <summary>The time that a CRI header gave, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp HeaderTime { get; set; } = Timestamp.Unknown;

    /// <summary>Whether the line's stream is known.</summary>
    public bool HasStream { get; set; }

    /// <summary>Whether the line is a part whose rest follows.</summary>
    public bool Continues { get; set; }

    /// <summary>Whether the body is the shipped object itself: its line was parsed on the way and its keys lie among the shipper's.</summary>
    public bool IsMerged { get; set; }

    /// <summary>Whether the body is what a collector read: whoever wrote it must not name its own origin, so nothing more is taken off.</summary>
    public bool IsCollected { get; set; }

    /// <summary>Whether something of the body was cut: what lay too deep, or what the shipper had no room for.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether the element tells only that the shipper is alive.</summary>
    public bool IsHealth { get; set; }

    /// <summary>The file that the shipper read; empty where it does not say, or where only a key that others use too says so and nothing shows that the line was read from a container's log.</summary>
    public ReadOnlySpan<byte> File => _isFileClaimed && !HasStream ? default : _file.Span;

    /// <summary>Whether the shipper says that a container wrote the line.</summary>
    public bool IsOfContainer => HasStream || Origin.Has(Field.PodName) || Origin.Has(Field.ContainerId);

    /// <summary>The program that an envelope names as the writer of the body; empty where none does.</summary>
    public ReadOnlySpan<byte> Writer => IsCollected && !IsMerged ? Origin.Text(Field.SyslogAppName) : default;

    /// <summary>Whether the source's lines come from pods, so that a shipper's host is the node.</summary>
    public bool IsOfPods { get; private set; }

    /// <summary>Times in local notation, and those without a year.</summary>
    public SyslogClock Clock => new(options, Record.AppendTime);

    /// <summary>The zone of times that name none.</summary>
    public TimeZoneInfo Zone => options.TimeZone;

    /// <summary>What the envelopes say of the origin: pod, container, node; for a node's lines its host, program and unit.</summary>
    public FieldSet Origin { get; private set; } = null!; // set by Begin before any use

    /// <summary>The record it came in.</summary>
    public RawRecord Record { get; private set; }

    /// <summary>The upper levels of the body. Only where <see cref="IsObject"/> holds and <see cref="TryOutline"/> answered null.</summary>
    public JsonOutline Outline => _outlines[_turn];

    /// <summary>Makes the element ready.</summary>
    public void Begin(in RawRecord record, ReadOnlyMemory<byte> bytes, FieldSet origin, bool isOfPods)
    {
        (Record, Bytes, Origin, IsOfPods, _isFileClaimed) = (record, bytes, origin, isOfPods, false);
        _isShallow = false;
        (Envelope, Time, HeaderTime) = (Bare, Timestamp.Unknown, Timestamp.Unknown);
        (HasStream, Continues, IsMerged, IsCollected, IsHealth, IsCut) = (false, false, false, false, false, false);
        _file.Clear();
        Become(bytes);
    }

    /// <summary>The body is another text: what an envelope held.</summary>
    public void Become(ReadOnlyMemory<byte> body)
    {
        IsObject = JsonStart.IsObject(body.Span);
        // Some programs write an object with the zero byte that ends their text.
        Body = IsObject && body.Span[^1] == 0 ? body[..(body.Span.LastIndexOfAnyExcept((byte)0) + 1)] : body;
        _outlined = false;
    }

    /// <summary>The body is a member of the body: a string's text, without one trailing newline, or an object as it stands. False where it is neither.</summary>
    public bool TryBecome(int node)
    {
        var outline = Outline;
        if (outline.IsObject(node))
        {
            Become(outline.Raw(node));
            return true;
        }

        if (!outline.IsString(node))
        {
            return false;
        }

        // The outline's texts are written over when the next body is outlined.
        var text = outline.Text(node);
        var body = _bodies[_turn];
        body.Clear();
        body.Append(text is [.., (byte)'\n'] ? text[..^1] : text);
        Become(body.Memory);
        return true;
    }

    /// <summary>The shipper read that file.</summary>
    public void SetFile(ReadOnlySpan<byte> path)
    {
        _file.Clear();
        path.CopyTo(_file.Reserve(path.Length));
        if (path is [_, (byte)':', (byte)'\\', ..])
        {
            _file.Reserve(path.Length)[..path.Length].Replace((byte)'\\', (byte)'/');
        }

        _file.Advance(path.Length);
        _isFileClaimed = false;
    }

    /// <summary>A collector of pods' lines runs on their node: its host is the node where nothing better says so.</summary>
    public void TakeHostAsNode()
    {
        if (IsOfPods)
        {
            OriginName.Add(Origin, Field.NodeName, Origin.Text(Field.HostName));
        }
    }

    /// <summary>A key that applications use too says that the shipper read that file.</summary>
    public void ClaimFile(ReadOnlySpan<byte> path)
    {
        if (_file.Length == 0)
        {
            SetFile(path);
            _isFileClaimed = true;
        }
    }

    /// <summary>A copy that lasts as long as the element.</summary>
    public ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> text)
    {
        _kept.Clear();
        _kept.Append(text is [.., (byte)'\n'] ? text[..^1] : text);
        return _kept.Memory;
    }

    /// <summary>A cleared buffer to decode the body into; the one before stays as it is.</summary>
    public ByteBuffer DecodeBuffer()
    {
        _decoding = 1 - _decoding;
        _decoded[_decoding].Clear();
        return _decoded[_decoding];
    }

    /// <summary>What lies too deep in the body is cut out, once. False where that was done already.</summary>
    public bool TryCutDeep()
    {
        if (_isShallow)
        {
            return false;
        }

        var cut = DecodeBuffer();
        JsonDepth.Cut(Body.Span, options.MaxDepth, cut);
        Become(cut.Memory);
        (IsCut, _isShallow) = (true, true);
        return true;
    }

    /// <summary>Gives back what a large element made the buffers grow to.</summary>
    public void Shrink()
    {
        _decoded[0].Shrink();
        _decoded[1].Shrink();
        _bodies[0].Shrink();
        _bodies[1].Shrink();
        _kept.Shrink();
    }

    /// <summary>Outlines the body once. Null, or the limit that was passed.</summary>
    public DeadReason? TryOutline()
    {
        if (_outlined)
        {
            return null;
        }

        _turn = 1 - _turn;
        if (!Outline.Read(Body))
        {
            return Outline.Failure ?? DeadReason.InvalidJson;
        }

        _outlined = true;
        return null;
    }
}
