using Streams.Schemas.Entities;

namespace Streams.Host.Running.Kubernetes;

/// <summary>Tells every process of the installation.</summary>
internal interface IFactPublisher
{
    /// <summary>Publishes facts, waiting for as long as that is not possible.</summary>
    Task PublishAsync(IReadOnlyList<EntityFact> facts, CancellationToken cancel);
}
