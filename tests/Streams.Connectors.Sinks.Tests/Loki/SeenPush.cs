namespace Streams.Connectors.Sinks.Tests.Loki;

/// <summary>A request that the double saw.</summary>
internal sealed record SeenPush(int BodyBytes, string? Tenant, string? Authorization, string? Encoding);
