namespace Streams.Connectors.Simulation.Clusters;

/// <summary>Somebody who works with kubectl, from the office network and, now and then, from home.</summary>
internal sealed record Person(string Name, string Office, string Home, string[] Groups);
