using Confluent.Kafka;

namespace Streams.Engine.Admin;

/// <summary>One admin client for all of an engine: Streamiz asks for two a thread and disposes each.</summary>
internal sealed class SharedAdmin(IAdminClient inner) : ForwardingAdmin(inner)
{
    public override void Dispose() { }
}
