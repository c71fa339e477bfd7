namespace Streams.Schemas.Events;

/// <summary>The six kinds of raw events. The number is on the wire: append only.</summary>
public enum EventSource : byte
{
    Container = 0,
    Audit = 1,
    Dns = 2,
    Journal = 3,
    Kernel = 4,
    Ebpf = 5,
}
