namespace Streams.Engine.TestHost.Windows;

/// <summary>One buffered record of an interval join, as it is written.</summary>
/// <param name="IsLeft">Which side.</param>
/// <param name="Key">The key.</param>
/// <param name="Time">Its event time.</param>
/// <param name="Id">Its event id.</param>
public readonly record struct JoinEntry<TKey>(bool IsLeft, TKey Key, long Time, string Id);
